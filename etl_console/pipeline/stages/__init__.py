"""The seven stages in the order a batch walks them: a stage is a function, what it needs in, a result out."""
