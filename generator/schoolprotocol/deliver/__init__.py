"""deliver: `build/site` → a folder, a server or a WordPress site."""
