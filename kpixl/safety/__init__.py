"""The lowest package: looks at files from outside before anything else opens them."""
