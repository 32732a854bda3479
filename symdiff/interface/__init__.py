"""What the command line and the session share: formulas read as people type them, answers as people read them."""
