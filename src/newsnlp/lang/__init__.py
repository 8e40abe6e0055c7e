"""What is known of words without their sentence: forms, inflection, yargy's view of them."""
