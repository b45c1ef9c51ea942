"""The record on disk: articles, readings and judgements are truth; what linking makes of them is derived and can be rebuilt."""
