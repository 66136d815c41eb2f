"""The servers, each as a function that starts it on one core with given data: a file for each."""
