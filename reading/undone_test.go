package reading_test

// undone are reports of what nearly happened, was kept from happening, was forced, used to happen or would only happen if.
var undone = []sentence{}
