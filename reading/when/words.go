package when

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
}

// ambiguous names of months, weekdays and seasons are dates only beside
// another word of time ("in March", "Sat, 5 May").
var ambiguous = map[string]bool{
	"may": true, "march": true, "mar": true, "jan": true, "jun": true, "dec": true, "august": true,
	"sun": true, "mon": true, "wed": true, "sat": true, "fri": true, "thu": true, "tue": true, "sep": true,
	"spring": true, "fall": true,
}

var unitWords = map[string]unit{
	"second": second, "sec": second, "minute": minute, "min": minute, "hour": hour, "hr": hour, "day": day, "night": day,
	"weekend": weekend, "week": week, "fortnight": fortnight, "month": month, "quarter": quarter, "season": season,
	"year": year, "yr": year, "decade": decade, "century": century, "millennium": millennium,
	"seconds": second, "secs": second, "minutes": minute, "mins": minute, "hours": hour, "hrs": hour, "days": day,
	"nights": day, "weekends": weekend, "weeks": week, "fortnights": fortnight, "months": month, "quarters": quarter,
	"seasons": season, "years": year, "yrs": year, "decades": decade, "centuries": century, "millennia": millennium,
}

// shifts are the determiners that move a unit away from the present.
var shifts = map[string]int{
	"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0,
	"next": 1, "coming": 1, "upcoming": 1, "following": 1,
}

// dayParts are the TIMEX3 codes of parts of the day.
var dayParts = map[string]string{
	"morning": "MO", "mornings": "MO", "noon": "MI", "midday": "MI", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV", "night": "NI",
	"nights": "NI", "overnight": "NI", "lunchtime": "MI", "dawn": "MO", "dusk": "EV",
}

var deicticDays = map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}

// vague words name a time that no calendar gives.
var vague = map[string]string{
	"now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
	"recently": "PAST_REF", "lately": "PAST_REF", "formerly": "PAST_REF", "previously": "PAST_REF",
	"soon": "FUTURE_REF", "shortly": "FUTURE_REF",
}

// sets are adverbs and adjectives of repetition with their period.
var sets = map[string]string{
	"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
	"bimonthly": "P2M", "quarterly": "P3M", "annually": "P1Y", "yearly": "P1Y", "annual": "P1Y", "biannual": "P6M", "biannually": "P6M", "hourly": "PT1H",
	"biennially": "P2Y", "biennial": "P2Y",
}

// indefinite numbers of units give a duration without a length.
var indefinite = map[string]bool{"few": true, "several": true, "many": true, "some": true, "couple": true, "number": true}

// bounds are the prepositions that leave one end of a time open.
var bounds = map[string]Bound{
	"since": Since, "after": Since, "from": Since, "starting": Since, "beginning": Since, "following": Since,
	"before": Before, "by": Until, "until": Until, "till": Until, "til": Until, "through": Until, "into": Until,
}

// prepositions stand before a time and leave it as it is.
var prepositions = map[string]bool{
	"in": true, "on": true, "at": true, "during": true, "over": true, "throughout": true, "within": true, "of": true, "for": true, "to": true,
	"around": true, "about": true, "circa": true, "roughly": true, "approximately": true, "between": true, "across": true,
}

// roughly marks the time that follows as approximate.
var approximate = map[string]bool{
	"around": true, "about": true, "circa": true, "roughly": true, "approximately": true, "nearly": true, "almost": true, "some": true,
}
