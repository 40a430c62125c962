package reading_test

// voiced are reports whose claims come through voices told in roundabout ways.
var voiced = []sentence{}
