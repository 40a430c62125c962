package attribution

// women and men are given names in wide use that tell whether "he" or "she" may
// stand for a person; names that both bear are in neither.
var (
	women = set(`anna anne ann mary maria marie elizabeth elisabeth margaret susan sarah laura emma olivia sophia sophie julia
		jane joan helen helena elena irina olga natalia natasha tatiana svetlana ekaterina katarina katherine catherine kate karen
		christine christina kristina barbara patricia linda nancy betty dorothy sandra carol ruth sharon michelle angela melissa
		deborah rebecca rachel emily amanda jennifer jessica lisa lucy lucia clara claire alice charlotte victoria hannah martha
		rosa carmen teresa isabel isabella ana eva ingrid astrid greta birgit heidi ursula monika sabine petra claudia francesca
		giulia chiara paola fatima aisha amina zainab khadija mariam leila layla yasmin noor huda priya anjali sunita lakshmi
		mei yuki naomi sakura grace joy nadia sofia zofia agnieszka malgorzata ewa magdalena jana hana marta vera ludmila oksana
		marina lena edith ellen judith esther miriam diana gloria beatrice beatriz dolores ines juana pilar fiona moira siobhan
		aoife niamh sinead bridget eleanor florence harriet jean-marie josephine louise madeleine simone yvonne brigitte celine`)
	men = set(`john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
		donald steven stephen paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey gary nicholas eric
		jonathan larry justin scott brandon benjamin samuel gregory frank alexander patrick raymond jack dennis jerry peter pieter
		henry heinrich hans jurgen jürgen klaus wolfgang dieter karl carl otto fritz stefan thorsten lars erik olaf olav sven
		bjorn bjørn anders henrik nils jens ivan igor vladimir sergei sergey dmitri dmitry boris oleg yuri viktor nikolai mikhail
		pavel piotr pyotr andrei alexei aleksandr jan tomas tomáš josef jiri jiří milan marek pawel tomasz krzysztof janos istvan
		laszlo pedro pablo juan jose josé carlos luis miguel jorge manuel diego fernando francisco antonio giovanni giuseppe marco
		luca paolo pierre jacques michel philippe françois francois louis henri andre andré antoine mohammed muhammad mohamed
		ahmed ahmad ali hassan hussein omar ibrahim yusuf youssef mustafa abdullah khalid tariq karim rashid samir rajesh sanjay
		vijay ravi arjun anil hiroshi takeshi kenji liam sean seán eoin conor callum hamish ewan gordon douglas neil graham`)
)
