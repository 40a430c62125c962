package reading_test

// denied are reports in which claims are denied, rejected, doubted or withdrawn: nothing is told above those words.
var denied = []sentence{}
