package reading_test

// sayings are reports in which somebody is to say, must show, never said, asked or heard something: it is not thereby said.
var sayings = []sentence{}
