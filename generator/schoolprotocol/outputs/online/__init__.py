"""What goes online beside the sites: feed, sitemap, the text to embed, and the manifest of it all."""
