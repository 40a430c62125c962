package extract

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
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
	cjkDate       = lazily(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	yearFirst     = lazily(`\b((?:19|20)\d\d)\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})\b`)
	dayFirst      = lazily(`\b(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?((?:19|20)\d\d)\b`)
	dayMonth      = lazily(`\b(\d{1,2})(?:\.|º|er|ος)?\s+(?:de\s+|d[’'])?([\p{L}]{3,})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)\b`)
	monthDay      = lazily(`(?i)\b` + monthWords + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b`)
	vietnamese    = lazily(`(?i)\b(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d\d)\b`)
	levantine     = lazily(`(\d{1,2})\s+(?:كانون (?:الأول|الاول|الثاني)|تشرين (?:الأول|الاول|الثاني)|شباط|[آأا]ذار|نيسان|[أا]ي[ّ]?ار|حزيران|تم[ّ]?وز|آب|[أا]يلول)\s*/\s*(\p{Arabic}{3,8})\s+((?:19|20)\d\d)`)
	persian       = lazily(`(\d{1,2})\s+(فرورد[یي]ن|ارد[یي]بهشت|خرداد|ت[یي]ر|مرداد|شهر[یي]ور|مهر|آبان|آذر|د[یي]|بهمن|اسفند)(?:\s+ماه)?\s+(1[34]\d\d)`)
	shortYear     = lazily(`^\D{0,16}?(\d{1,2})\.(\d{1,2})\.(\d\d)(?:\D|$)`)
	publishedMark = lazily(`(?i)(?:\bpublished|\bposted|\bpublication date|\bdate of publication|veröffentlicht|erschienen|erstellt|publié|mis en ligne|publicad[oa]|pubblicato|gepubliceerd|geplaatst|publicerad|publisert|offentliggjort|julkaistu|opublikowan[oy]|publikováno|опубликован[оа]?|дата публикации|опубліковано|تم نشره|نشر في|تاریخ انتشار|등록|입력|発行|公開|发布|發布|发表|發表|công bố|đăng(?: lúc| ngày)?|diterbitkan|yay[ıi]nlanma|\bbirt\b|megjelent|közzétéve|publikované|uverejnené|objavljeno|објављено|публикуван|publicēts|paskelbta|avaldatud|δημοσιε|פורסם|प्रकाशित|প্রকাশ|เผยแพร่)[^\d]{0,24}(?:\d{1,2}[:.h]\d\d[^\d]{0,16})?$`)
	changedMark   = lazily(`(?i)(?:updat|modif|edited|aktualisiert|geändert|mis à jour|maj\b|actualiza|atualiza|aggiorna|bijgewerkt|uppdaterad|opdateret|oppdatert|päivitetty|aktualizac|обновл|оновл|güncel|diperbarui|تحديث|更新|수정|업데이트|revised|reviewed|accessed|retrieved|\bakt\.|actualitz|aktualiz|frissít|uppfært|uuendat|atjaunot|atnaujint|ažuriran|ажурирано|posodobljen|ενημερ|עודכן|به\x{200c}?روز|بروزرسانی|अपडेट|আপডেট|হালনাগাদ|อัปเดต|อัพเดต|cập nhật|dikemas kini|imesasishwa)[^\d]{0,24}(?:\d{1,2}[:.h]\d\d[^\d]{0,16})?$`)
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
	for _, m := range levantine().FindAllStringSubmatchIndex(s, 4) {
		add(m, sub(m, 3), strconv.Itoa(monthIn(sub(m, 2))), sub(m, 1))
	}
	for _, m := range persian().FindAllStringSubmatchIndex(s, 4) {
		if day := persianDay(sub(m, 3), sub(m, 2), sub(m, 1)); day != "" {
			out = append(out, found{day, m[0], m[1]})
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

// shortDates is the date with a year of two figures that a line begins with, as
// Germans, Russians and others write it: 31.10.23.
func shortDates(s string) []found {
	m := shortYear().FindStringSubmatchIndex(s)
	if m == nil {
		return nil
	}
	if day := realDay("20"+s[m[6]:m[7]], s[m[4]:m[5]], s[m[2]:m[3]]); day != "" {
		return []found{{day, m[2], m[7]}}
	}
	return nil
}

// plainDigits is a line with the figures of all scripts as 0 to 9.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.IsDigit(r) {
			return r
		}
		zero := r
		for unicode.IsDigit(zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + r - zero
	}, s)
}

// persianMonths begin as the months of the Solar Hijri calendar do.
var persianMonths = []string{"فر", "ار", "خر", "ت", "مر", "شه", "مه", "آب", "آذ", "د", "به", "اس"}

// persianDay is the EDTF of a day of the Solar Hijri calendar, by its leap years
// of a cycle of 33 years, which is right from 1244 to 1472.
func persianDay(year, month, day string) string {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m := slices.IndexFunc(persianMonths, func(p string) bool { return strings.HasPrefix(month, p) })
	if m < 0 || d < 1 || d > 31 || y < 1244 || y > 1472 {
		return ""
	}
	years := func(y int) int { return 365*y + (8*y+21)/33 }
	n := years(y) - years(1399) + 31*min(m, 6) + 30*max(m-6, 0) + d - 1
	t := time.Date(2020, time.March, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) // 1 Farvardin 1399
	if !plausible(t.Year()) {
		return ""
	}
	return t.Format(time.DateOnly)
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
