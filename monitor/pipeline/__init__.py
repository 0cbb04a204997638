"""Use cases over ports: poll, assess, alert, deliver, maintain. They call things in the right order and decide nothing themselves."""
