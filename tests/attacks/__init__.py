"""What an attacker tries, one test for each try. The first line of each module is the claim that it attacks."""
