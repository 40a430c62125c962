package extract

import (
	"regexp"
	"strings"
)

// What stands between and after paragraphs and is not the report: lines that
// ask, lines that lead elsewhere, labels of the page's own machinery. Headings
// open a run of lines that lead elsewhere.
var (
	asks    = lazily(`(?i)^(?:please (?:direct|send|email|contact)\b.*\b(?:comments?|questions?|tips|article|us)\b|(?:to |you can )?(?:sign up|subscribe)\b|follow (?:us|@|him on|her on|them on)|click here\b|share this\b|(?:please )?(?:consider )?(?:support(?:ing)?|donat(?:e|ing) to) (?:our (?:work|journalism|newsroom|reporting)|us\b|independent journalism)|have a (?:news )?tip\b|have a story\b|got a (?:tip|story)\b|do you (?:have a tip|have information|know more)\b|download (?:our|the) .{0,20}\bapp\b|join our (?:newsletter|channel|forums?|whatsapp|telegram|mailing)|(?:reach|contact|email) \p{L}+(?: \p{L}+){0,3} at \S+@\S+|get (?:the |our |all )?[^.]{0,60}\b(?:in|to) your inbox\b|(?:want|sign|receive|stay)\b[^.]{0,80}\b(?:newsletters?|inbox)\b|like what you(?:'|’)re reading|enter your email|by (?:signing up|subscribing|clicking)\b|already a subscriber|this (?:article|content|story) is (?:for|available (?:only )?to) (?:our )?(?:subscribers|members)\b)`)
	leads   = lazily(`(?i)^(?:read (?:more|also|next|on|our full)\b|read (?:it |this |the )?(?:article |story )?in \p{L}+$|see also\b|also (?:read|see|on)\b[ :]|related(?: articles?| stories| story| news| coverage| content| topics| posts| video)?\s*(?::|$)|more(?: on this(?: story| topic)?| about this)?\s*(?::|$)|(?:watch|listen|video|photos|gallery|in pictures|must[- ]read|don(?:'|’)t miss|recommended|trending|opinion|analysis|explainer|explained)\s*(?::|\|)|watch (?:this|the video|now|live)\b.{0,60}$|for more (?:information|news|stories|on|details)\b|continue reading|for more (?:news|stories))`)
	legal   = lazily(`(?i)^(?:all rights reserved|copyright\b|©|\(c\) \d{4}|comments? (?:are closed|\(\d+\)|policy)|do not sell\b|privacy policy|terms of (?:use|service)|(?:this|our) (?:web)?site uses cookies|we use cookies|image (?:\d+ of|credits?:)|photo \d+ of|skip to (?:main )?content|please enable javascript|this (?:video|slideshow|content) requires javascript|your browser does not support)`)
	label   = lazily(`(?i)^(?:advert(?:isement|ising|isment)?|sponsored(?: content)?|ad|(?:the )?(?:article|story|post)? ?continues? (?:reading )?below(?: (?:this |the )?(?:ad|advert|advertisement))?|continue reading(?: below)?|scroll (?:down )?(?:to|for) (?:continue|more)(?: .{0,30})?|(?:toggle|hide|show|view|enlarge)(?: this)? (?:caption|image|gallery|more|comments)|caption|close|enlarge|share|tweet|email|print|copy link|link copied|save|like|reply|comments?|sign in|log in|menu|search|skip|play|pause|loading(?:\.\.\.|…)?|view (?:comments|gallery)|load more|show more|back to top|tags?:?|tagged(?: in)?:?|filed under:?|topics?:?|facebook|twitter|x|whatsapp|linkedin|reddit|sources?|external links?|references|advertise with us|leave a (?:comment|reply)|post a comment|follow|listen to (?:this )?article|\d+ (?:comments?|shares?|min(?:ute)?s? read)|tell us what you think\W*|getty images|related)$`)
	heading = lazily(`(?i)^(?:see also|related(?: articles?| stories| story| news| coverage| content| topics| posts)?|read (?:more|also|next)|more on this(?: story| topic)?|more (?:from|stories|news|headlines|coverage)\b.{0,40}|(?:recommended|trending|popular|featured|sponsored)(?: .{0,30})?|most (?:popular|read|viewed|shared|commented)(?: .{0,20})?|(?:editors?(?:'|’)?s?(?:'|’)? |our )(?:picks?|choice)|you (?:may|might) (?:also )?(?:like|be interested in|have missed).{0,10}|don(?:'|’)t miss|top (?:stories|headlines)|latest (?:news|stories|headlines|articles)|best of \p{L}.{0,30}|what to read next|up next|sources?|external links?|references|footnotes)\s*:?$`)
	foreign = lazily(`(?i)^(?:lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu|lesen)|auch interessant|das könnte sie auch interessieren|anzeige$|lire (?:aussi|également|la suite)|à lire (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|publicité$|le(?:e|a|er) (?:también|más)|te puede interesar|ver también|también (?:te puede|puedes)|noticias? relacionadas?|publicidad$|leia (?:também|mais)|veja (?:também|mais)|saiba mais|publicidade$|leggi anche|potrebbe interessarti|pubblicità$|lees (?:ook|meer|verder)|bekijk ook|läs (?:också|mer)|les (?:også|mer|mere)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:też|także|więcej|również)|zobacz (?:też|także)|reklama$|čtěte (?:také|také)|olvasta már|citește și|devamını oku|ayrıca|ilgili haber|baca juga|xem thêm|đọc thêm|читайте (?:также|ещё|еще|також)|смотрите также|материалы по теме|по теме:?$|подписывайтесь|реклама$|читайте також|اقرأ (?:أيضا|أيضًا|المزيد)|شاهد أيضا|مواضيع ذات صلة|قد يهمك|بیشتر بخوانید|관련 ?(?:기사|뉴스)|\[?관련기사|무단 ?전재|저작권자|ⓒ|相关(?:阅读|新闻|报道|文章)|延伸阅读|延伸閱讀|相關(?:新聞|報導|文章|閱讀)|责任编辑|責任編輯|点击(?:查看|进入)|関連(?:記事|ニュース)|こちらの記事も|あわせて読みたい|【関連)`)
)

func isBoilerplate(s string) bool {
	return len(s) <= longestFurther && (asks().MatchString(s) || leads().MatchString(s) || legal().MatchString(s) || label().MatchString(s) || heading().MatchString(s) || foreign().MatchString(s))
}

var (
	stampWords = wordSet(`published publish updated update posted post last modified first created released on at by and or the date time gmt utc est edt et cst cdt ct mst mdt pst pdt pt bst cet cest ist jst kst aest aedt
		am pm a.m p.m a m p noon midnight mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday st nd rd th of uhr ago min mins minute minutes read hour hours day days week weeks`)
	stampDigit = regexp.MustCompile(`\d`)
	months     = regexp.MustCompile(`(?i)^` + monthWords + `$`)
)

// isStamp tells whether a line is nothing but when the report was published or
// changed.
func isStamp(s string) bool {
	if len(s) > 160 || !stampDigit.MatchString(s) {
		return false
	}
	said := false
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(" \u00a0\t,;:|()[]·•–—-/", r) }) {
		w = strings.Trim(w, ".")
		switch {
		case w == "" || stampWords[strings.ToLower(w)]:
			said = said || w != ""
		case months.MatchString(w):
			said = true
		case stampDigit.MatchString(w) && len(strings.TrimLeft(w, "0123456789")) <= 2:
		default:
			return false
		}
	}
	return said
}

var bio = lazily(`^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}?[\p{L}.'’-]+){0,4},? (?:is|was|covers|writes|reports|has been) (?:an? |the |about |on |for )?.*\b(?:reporter|editor|writer|columnist|journalist|correspondent|producer|contributor|author of|covering|covers|freelanc\p{L}+|fellow at|professor (?:of|at)|based in)\b`)

// isBio tells whether a line, one of a text's last, tells who wrote it.
func isBio(s string) bool { return len(s) <= longestFurther && bio().MatchString(s) }
