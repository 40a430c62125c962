package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

var foreignTexts = map[string]string{
	"ru": "Паром с восемьюдесятью пассажирами затонул у берегов Таннета в понедельник, сообщила береговая охрана, трое из них погибли до прихода помощи. Капитана допросят в пятницу.",
	"ko": "월요일 태넷 앞바다에서 승객 여든 명을 태운 여객선이 침몰해 세 명이 숨졌다고 해안경비대가 밝혔다. 선장은 금요일에 조사를 받을 예정이라고 경찰이 말했다.",
	"ja": "月曜日にタネット沖で八十人を乗せたフェリーが沈没し、救助が来る前に三人が亡くなったと沿岸警備隊が発表した。船長は金曜日に事情を聞かれる予定だと警察は述べた。",
	"zh": "海岸警卫队说，周一一艘载有八十人的渡轮在坦内特附近沉没，其中三人在救援到来之前死亡。警方说，船长将于周五接受询问，公司拒绝对这一事故发表评论。",
	"tw": "海岸警衛隊說，週一一艘載有八十人的渡輪在坦內特附近沉沒，其中三人在救援到來之前死亡。警方說，船長將於週五接受詢問，公司拒絕對這一事故發表評論。",
	"de": "Eine Fähre mit achtzig Menschen ist am Montag vor Tannet gesunken, teilte die Küstenwache mit; drei starben, bevor Hilfe kam. Der Kapitän wird am Freitag von der Polizei gehört, erklärte die Behörde für Schifffahrt.",
	"pl": "Prom z osiemdziesięcioma pasażerami zatonął w poniedziałek u wybrzeży Tannet, podała straż przybrzeżna, a trzy osoby zginęły, zanim nadeszła pomoc. Kapitan zostanie przesłuchany w piątek, powiedziała policja.",
	"el": "Ένα πλοίο με ογδόντα επιβάτες βυθίστηκε τη Δευτέρα ανοιχτά του Τάνετ, ανακοίνωσε η ακτοφυλακή, και τρεις από αυτούς πέθαναν πριν φτάσει βοήθεια. Ο καπετάνιος θα ανακριθεί την Παρασκευή.",
	"tr": "Pazartesi günü Tannet açıklarında seksen kişiyi taşıyan bir feribot battı, sahil güvenlik açıkladı; yardım gelmeden önce üç kişi öldü. Kaptan cuma günü sorgulanacak, dedi polis, şirket ise yorum yapmadı.",
}

func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		text, label string
		e           encoding.Encoding
		unlabelled  bool // told by the look of the bytes alone
	}{
		{"ru", "windows-1251", charmap.Windows1251, true},
		{"ru", "koi8-r", charmap.KOI8R, true},
		{"ru", "iso-8859-5", charmap.ISO8859_5, true},
		{"ko", "euc-kr", korean.EUCKR, true},
		{"ja", "shift_jis", japanese.ShiftJIS, true},
		{"ja", "euc-jp", japanese.EUCJP, true},
		{"ja", "iso-2022-jp", japanese.ISO2022JP, false},
		{"zh", "gb18030", simplifiedchinese.GB18030, true},
		{"zh", "gb2312", simplifiedchinese.GBK, true},
		{"tw", "big5", traditionalchinese.Big5, true},
		{"de", "iso-8859-1", charmap.ISO8859_1, true},
		{"de", "windows-1252", charmap.Windows1252, true},
		{"pl", "iso-8859-2", charmap.ISO8859_2, false},
		{"el", "iso-8859-7", charmap.ISO8859_7, true},
		{"tr", "iso-8859-9", charmap.ISO8859_9, true},
	} {
		want := foreignTexts[c.text]
		body := "<p>" + want + "</p><p>" + want + "</p>"
		encode := func(s string) []byte {
			out, err := c.e.NewEncoder().Bytes([]byte(s))
			if err != nil {
				t.Fatal(c.label, err)
			}
			return out
		}
		try := func(how, markup, label string) {
			p, err := HTML(encode(markup), label, Options{})
			if err != nil || !strings.Contains(p.Text, want) {
				got := ""
				if p != nil {
					got = p.Text
				}
				t.Errorf("%s %s: %v %.80q", c.label, how, err, got)
			}
		}
		try("in the header", "<html><body>"+body+"</body></html>", c.label)
		try("in a meta element", "<html><head><meta charset="+c.label+"></head><body>"+body+"</body></html>", "")
		try("in http-equiv", `<html><head><meta http-equiv="Content-Type" content="text/html; charset=`+c.label+`"></head><body>`+body+"</body></html>", "")
		if c.unlabelled {
			try("nowhere", "<html><body>"+body+"</body></html>", "")
		}
	}
}

// UTF-8 is UTF-8 whatever its label says, and stays so where a byte of it is
// broken.
func TestMislabelled(t *testing.T) {
	for tag, text := range foreignTexts {
		for _, label := range []string{"iso-8859-1", "windows-1251", "euc-kr", "shift_jis", "gb18030", "utf-16", "nonsense"} {
			for _, broken := range []string{"", "\xff", "\xe2\x82"} {
				p, err := HTML([]byte("<html><head><meta charset="+label+"></head><body><p>"+text+"</p><p>"+text+broken+"</p></body></html>"), label, Options{})
				if err != nil || !strings.Contains(p.Text, text) {
					t.Errorf("%s as %s, broken by %q: %v", tag, label, broken, err)
				}
			}
		}
	}
}
