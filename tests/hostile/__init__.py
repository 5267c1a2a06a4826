"""What hostile files, unlucky moments and sheer numbers do to a collection."""
