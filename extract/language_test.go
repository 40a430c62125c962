package extract

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "The harbour office said that two ferries would stay in port until the end of the week."},
		{"en", "Kim Jong Un and 김정은 are the same name, the ministry said, and it was written in both ways on the sheet."},
		{"de", "Die Hafenbehörde teilte mit, dass zwei Fähren bis zum Ende der Woche nicht auslaufen dürfen."},
		{"fr", "Le bureau du port a dit que les deux navires ne sont pas autorisés à quitter la ville dans la nuit."},
		{"es", "La oficina del puerto dijo que los dos barcos no pueden salir de la ciudad hasta el final de la semana."},
		{"pt", "O escritório do porto disse que os dois navios não podem sair da cidade até o fim da semana."},
		{"it", "L'ufficio del porto ha detto che le due navi non possono lasciare la città e il molo per una settimana."},
		{"nl", "Het havenkantoor zegt dat de twee schepen tot het einde van de week niet mogen uitvaren."},
		{"sv", "Hamnkontoret sade att de två fartygen inte får lämna staden och att det är för farligt."},
		{"pl", "Biuro portu poinformowało, że dwa statki nie mogą opuścić miasta do końca tygodnia i że jest to konieczne."},
		{"tr", "Liman ofisi iki geminin hafta sonuna kadar şehirden ayrılmayacağını ve bunun için bir karar alındığını söyledi."},
		{"ru", "Управление порта сообщило, что два судна не смогут выйти из города до конца недели и что это было решено."},
		{"uk", "Управління порту повідомило, що два судна не зможуть вийти з міста до кінця тижня і що це було вирішено."},
		{"ar", "قال مكتب الميناء إن السفينتين لن تغادرا المدينة حتى نهاية الأسبوع وإن هذا من أجل السلامة في البحر"},
		{"ko", "항만청은 두 척의 배가 이번 주말까지 항구를 떠나지 못한다고 밝혔다."},
		{"ja", "港湾局は二隻の船が週末まで出港できないと発表した。"},
		{"zh", "港务局表示两艘船在周末之前不能离港。"},
		{"el", "Το γραφείο του λιμανιού είπε ότι δύο πλοία θα μείνουν."},
		{"", "12 345 67.8 2024-03-14 % 99"},
		{"", "Qwx zrt bvnm pliok"},
		{"", ""},
	} {
		if got := Language(c.text); got != c.want {
			t.Errorf("Language(%.40q) = %q, want %q", c.text, got, c.want)
		}
		if c.want != "" && LanguageName(c.want) == c.want {
			t.Errorf("%s has no name", c.want)
		}
	}
	long := strings.Repeat("The order was given by the office in the port. ", 1<<15)
	if got := Language(long); got != "en" {
		t.Errorf("a long text: %q", got)
	}
}
