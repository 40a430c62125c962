// Package story relates reports to one another: which tell of the same
// happening, which rest on which, how many origins a claim really has, what
// changed in the retelling, what later reports make of a claim, and what
// becomes of forecasts.
//
// Everything here is a pure function of a set of readings and of people's
// decisions: the order in which reports arrive changes nothing. What it finds
// are proposals that carry their evidence; a person confirms or rejects them.
// Keeping reports and decisions is ledger's work, finding claims reading's.
package story
