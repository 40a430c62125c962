package reading_test

// forms are reports in the forms of headlines, lists, fact-checks, flashes and interviews.
var forms = []sentence{
	{"Claim: The dam was blown up.\n\nRating: False.\n\nMyth: Masks kill.\n\nFact: Masks do not kill.\n\nClaim: The vaccine has killed 300 children.",
		`The dam was blown up | | CT- happened
Masks kill | | CT- habitual
Masks do not kill | | CT- habitual
The vaccine has killed 300 children | | U happened 300-300`},
	{"The bank has collapsed.\n\nOur verdict: Wrong.\n\nThe video does not show police beating protesters, as claimed.",
		`The bank has collapsed | | CT- happened
The video does not show police beating protesters, as claimed | | CT- holds
police beating protesters | | U happened`},
	{"What has not been confirmed\n\n- Rusk was arrested\n- The king is dead\n\nThe mayor resigned.",
		`Rusk was arrested | | U unknown
The king is dead | | U unknown
The mayor resigned | | CT+ happened`},
	{"The report finds that:\n\n1. Soldiers shot 40 civilians.\n2. The governor closed the roads.\n\nThe mayor resigned. According to the UN:\n\n* The bridges fell.\n\nRusk accused the minister of:\n\n- lying to parliament",
		`Soldiers shot 40 civilians | report | CT+ happened 40-40
The governor closed the roads | report | CT+ happened
The mayor resigned | | CT+ happened
The bridges fell | UN | CT+ happened
lying to parliament | Rusk | CT+ happened`},
	{"The mayor, Liv Aune, spoke to Hanna Vik.\n\nQ. Did you know?\n\nA. The ministry ignored us.",
		`The mayor, Liv Aune, spoke to Hanna Vik | | CT+ happened
The ministry ignored us | Liv Aune | CT+ happened`},
	{"Interview with Liv Aune, mayor of Torvik\n\nWill you resign?\n\nI will not resign.", `I will not resign | Liv Aune | CT- planned`},
	{"War over, says Karoly", `over | Karoly | CT+ holds`},
	{"Adu not for sale, insists Flint", `not for sale | Flint | CT- holds`},
	{"Vale won't sign Adu - Flint", `Vale won't sign Adu | Flint | CT- planned`},
	{"Rusk to quit - reports", `Rusk to quit | reports | CT+ predicted`},
	{"Mother of victim: They let him die", `They let him die | Mother of victim | CT+ happened
die | Mother of victim | CT+ happened`},
	{"Hospital shelled, doctors say; army denies it", `Hospital shelled | doctors | CT+ happened
army denies it | | CT+ holds`},
	{"Bank 'misled clients', court told", `Bank 'misled clients | | CT+ happened`},
	{"Rusk feared dead", `dead | | PS+ holds`},
	{"Karoly eyes deal with rebels", `Karoly eyes deal with rebels | | U planned`},
	{"Solheim set to resign", `Solheim set to resign | | CT+ planned`},
	{"Unrest\n\nVESNA, March 4 (Belmar Wire) - Police arrested General Korr, mayor Lidia Mars said.", `Police arrested General Korr | Lidia Mars | CT+ happened`},
	{`"Anyone who says that is lying," he said. He spoke to neither lawyer. The boat was found with nobody on board.`,
		`who says that is lying | he | CT+ habitual
that is lying | he | CT+ holds
He spoke to neither lawyer | | CT- happened
The boat was found with nobody on board | | CT+ happened`},
	{`Let nobody tell you that we lost.`, `tell you that we lost | | U ordered
we lost | | U happened`},
	{`Output more than halved.`, `than halved | | CT+ happened`},
	{`A deal is far from certain. The price is $5 a barrel. The fine was $2 million. The tanker turned back without unloading. The hall was built without cooling.`,
		`from certain | | CT- holds
The price is $5 a barrel | | CT+ holds 5-5
The fine was $2 million | | CT+ happened 2e+06-2e+06
The tanker turned back without unloading | | CT+ happened
without unloading | | CT- happened
The hall was built without cooling | | CT+ happened`},
	{`The bank ruled out cutting rates. The bank was fined for failing to stop criminals. The airline raised fares, citing higher fuel costs. A gang calling itself Black Heron stole the files. He was paid 200 won. The captain said no.`,
		`The bank ruled out cutting rates | | CT+ happened
cutting | | CT- planned
The bank was fined for failing to stop criminals | | CT+ happened
to stop criminals | | CT- happened
The airline raised fares, citing higher fuel costs | | CT+ happened
A gang calling itself Black Heron stole the files | | CT+ happened
He was paid 200 won | | CT+ happened 200-200
The captain said no | | CT+ happened`},
	{`Claims that the wall was cracked are being checked. The boy was reported dead by a local radio station.`,
		`the wall was cracked | | CT+ happened
Claims that the wall was cracked are being checked | | CT+ holds
dead | local radio station | CT+ holds`},
	{`A nurse said a soldier had confessed to having shot a boy.`, `to having shot a boy | nurse < soldier | CT+ happened`},
	{"Union: guards locked exits before fire; owner rejects claim\n\nThe mine burned.",
		`guards locked exits before fire | Union | CT+ happened
owner rejects claim | | CT+ happened
The mine burned | | CT+ happened`},
}
