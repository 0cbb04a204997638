"""The one way out to the web: address guard, resolver and client."""
