"""What holds across articles: actors, stories, disputes. A function of a set of readings; the order in which they came does not matter."""
