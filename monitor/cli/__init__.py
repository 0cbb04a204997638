"""The command ``contactline``. Modules here parse arguments and print; what they print is decided below."""
