package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// foreignMonths are the months of languages other than English, by the letters
// that begin every form of the name, lower case; each month's forms in a row.
var foreignMonths = func() map[string]int {
	rows := []string{
		"janu janv ener jane genn tamm stycz led sijec ianuar oca янв січ يناير janeiro siječ ocak sausi jaanuar Ιαν ינואר",
		"febru févr fevr febr helm lut únor unor velja subat şubat фев лют فبراير feve veebruar Φεβ פברואר",
		"märz marz marzo mars março marc maart maalis marz márc ožuj mart мар бер مارس märts Μαρ מרץ",
		"april avril abri apri huhti kwie dubn ápri trav nisan апр кві أبريل ابريل Απρ אפריל",
		"maj mai mayo maggi mei touko květ máju svib may май мая трав مايو maio Μαΐ Μαϊ מאי",
		"juni juin junio giugn kesä czerw červn júni lip iunie haziran июн чер يونيو junh Ιουν יוני",
		"juli juill julio lugli heinä lipi lipca červenc júli srp iulie temmuz июл лип يوليو julh Ιουλ יולי",
		"august août aout agost elo sierp srpn augus kolov ağustos agustos авг серп أغسطس Αυγ אוגוסט",
		"septem septie sette syys wrze září zari szept ruj eylül eylul сен вер сеп سبتمبر setem Σεπ ספטמבר",
		"oktob octob octub ottob loka paźdz říjn rijn októ listop ekim окт жов أكتوبر outub octom Οκτ אוקטובר",
		"novem novie marras listopad studen nove kasım kasim ноя лист ное نوفمبر noiem Νοε נובמבר",
		"dezem décem decem dicie dicem joulu grud prosin prosinc aralık aralik дек гру ديسمبر dezemb Δεκ דצמבר",
	}
	m := map[string]int{}
	for i, row := range rows {
		for _, w := range strings.Fields(row) {
			if _, known := m[strings.ToLower(w)]; !known {
				m[strings.ToLower(w)] = i + 1
			}
		}
	}
	return m
}()

var (
	cjkDate     = lazily(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	yearFirst   = lazily(`\b((?:19|20)\d\d)\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})\b`)
	dayFirst    = lazily(`\b(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?((?:19|20)\d\d)\b`)
	dayMonth    = lazily(`\b(\d{1,2})(?:\.|º|er|ος)?\s+(?:de\s+|d[’'])?([\p{L}]{3,})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)\b`)
	monthDay    = lazily(`(?i)\b` + monthWords + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b`)
	vietnamese  = lazily(`(?i)\b(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d\d)\b`)
	changedMark = lazily(`(?i)(?:updat|modif|edited|aktualisiert|geändert|mis à jour|maj\b|actualiza|atualiza|aggiorna|bijgewerkt|uppdaterad|opdateret|oppdatert|päivitetty|aktualizac|обновл|оновл|güncel|diperbarui|تحديث|更新|수정|업데이트|revised|reviewed|accessed|retrieved)[^\d]{0,24}$`)
)

// found is a date in a line, with its place.
type found struct {
	day        string // EDTF
	start, end int
}

// datesIn are the full dates in a line, in English or another language, in the
// order in which they stand. A date in figures whose day and month could be
// either way round is none.
func datesIn(s string) []found {
	var out []found
	add := func(m []int, y, mo, d string) {
		if day := realDay(y, mo, d); day != "" {
			out = append(out, found{day, m[0], m[1]})
		}
	}
	sub := func(m []int, i int) string { return s[m[2*i]:m[2*i+1]] }
	for _, m := range cjkDate().FindAllStringSubmatchIndex(s, 4) {
		add(m, sub(m, 1), sub(m, 2), sub(m, 3))
	}
	for _, m := range yearFirst().FindAllStringSubmatchIndex(s, 4) {
		add(m, sub(m, 1), sub(m, 2), sub(m, 3))
	}
	for _, m := range dayFirst().FindAllStringSubmatchIndex(s, 4) {
		d, mo := sub(m, 1), sub(m, 3)
		dn, _ := strconv.Atoi(d)
		mn, _ := strconv.Atoi(mo)
		switch {
		case sub(m, 2) == ".", dn > 12, dn == mn:
			add(m, sub(m, 4), mo, d)
		case mn > 12:
			add(m, sub(m, 4), d, mo)
		}
	}
	for _, m := range vietnamese().FindAllStringSubmatchIndex(s, 4) {
		add(m, sub(m, 3), sub(m, 2), sub(m, 1))
	}
	for _, m := range monthDay().FindAllStringSubmatchIndex(s, 4) {
		add(m, sub(m, 3), strconv.Itoa(int(monthOf(sub(m, 1)))), sub(m, 2))
	}
	for _, m := range dayMonth().FindAllStringSubmatchIndex(s, 4) {
		if mo := monthIn(sub(m, 2)); mo > 0 {
			add(m, sub(m, 3), strconv.Itoa(mo), sub(m, 1))
		}
	}
	return out
}

var englishMonth = lazily(`(?i)^` + monthWords + `$`)

// monthIn is the number of the month that a word names in any of the languages
// known, 0 when it names none.
func monthIn(w string) int {
	if englishMonth().MatchString(w) {
		return int(monthOf(w))
	}
	w = strings.ToLower(w)
	for end := len(w); end > 0; {
		if n, ok := foreignMonths[w[:end]]; ok && utf8.RuneCountInString(w[:end]) >= min(3, utf8.RuneCountInString(w)) {
			return n
		}
		_, size := utf8.DecodeLastRuneInString(w[:end])
		end -= size
	}
	return 0
}
