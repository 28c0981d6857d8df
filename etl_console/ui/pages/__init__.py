"""The pages of the window, one module or package each; ``registry`` lists them in the order of the rail."""
