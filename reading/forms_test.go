package reading_test

// forms are reports in the forms of headlines, lists, fact-checks, flashes and interviews.
var forms = []sentence{}
