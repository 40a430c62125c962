package reading_test

// dated are reports whose times and numbers are told in roundabout ways.
var dated = []sentence{}
