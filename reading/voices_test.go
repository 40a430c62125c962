package reading_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso/sayso/extract"
)

// TestSpeakers reads invented sentences and tells of each voice its kind, how
// many speak ("?" where that is not said), its name and its mentions.
func TestSpeakers(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ministers are told apart, the minister is the last",
			`The health minister said that the wards were full. The finance minister said that money was short. The minister said he would resign.`,
			`office 1 health minister (The health minister)
office 1 finance minister (The finance minister, The minister)`},
		{"two doctors in two towns",
			`A doctor in Arun said that four children had died. A doctor in Belmar said that two had been buried. The doctor said the wells were dry.`,
			`anonymous 1 doctor in Arun (A doctor in Arun)
anonymous 1 doctor in Belmar (A doctor in Belmar, The doctor)`},
		{"whose spokesman",
			`A police spokesman said that nobody was hurt. A ministry spokesman said that three soldiers had died. The spokesman said the road was open.`,
			`anonymous 1 police spokesman (A police spokesman)
anonymous 1 ministry spokesman (A ministry spokesman, The spokesman)`},
		{"a source and one who is told of more",
			`A source said the plan was dead. The source said that a new one was being written. A source close to the ministry said it would be signed.`,
			`anonymous 1 source (A source, The source)
anonymous 1 source close to the ministry (A source close to the ministry)`},
		{"who has not spoken yet may be he",
			`Anna Bell said that the rig was safe. The driver was held overnight. He said the brakes had failed.`,
			`person 1 Anna Bell (Anna Bell)
anonymous 1 driver (The driver, He)`},
		{"he is no woman",
			`The case was brought by a fisherman. The judge, Maria Orlo, ordered a new inquiry. He argued that the nets were his.`,
			`anonymous 1 fisherman (a fisherman, He)`},
		{"they are the groups",
			`Human rights groups fear a repetition of 2019. They demanded that the judge be heard.`,
			`collective ? Human rights groups (Human rights groups, They)`},
		{"a title that the comma gives, and its repetition",
			`"The lads wanted to carry on," said the treasurer, Signe Malm. The treasurer added that the books were closed.`,
			`person 1 Signe Malm (Signe Malm, The treasurer)`},
		{"nobody is no source, two of them are two",
			`Nobody said that the dam was safe. Two of the directors said the firm was broke.`,
			`collective ? Nobody (Nobody)
collective 2 Two of the directors (Two of the directors)`},
		{"the accusation and the defence are no persons, nor is a manual",
			`The prosecution said that the man had fled. The defence said that he had been at home. A training manual says that doors must be locked.`,
			`office 1 prosecution (The prosecution)
office 1 defence (The defence)
document 1 training manual (A training manual)`},
		{"police with and without an article",
			`Police said the bridge was shut. The police said that two men were held.`,
			`office 1 Police (Police, The police)`},
		{"what is said tells nothing of who says it",
			`Henrik Voss said he regretted the ruling. The register will be cleaned in stages, he added.`,
			`person 1 Henrik Voss (Henrik Voss, he)`},
		{"papers known by their words",
			`The harbour is shut, the Lisk Gazette reported. The Vellmar Observer said the mayor had known. The Herald reported that fish was dear.`,
			`outlet 1 Lisk Gazette (the Lisk Gazette)
outlet 1 Vellmar Observer (Vellmar Observer)
outlet 1 Herald (Herald)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(t, c.text, extract.Options{Published: "2024-06-10"})
			var got []string
			for _, v := range r.Voices {
				if v.Kind == "unnamed" {
					continue
				}
				count := "?"
				if v.Count != nil {
					count = fmt.Sprint(*v.Count)
				}
				var at []string
				for _, m := range v.Mentions {
					at = append(at, m.Of(r.Text))
				}
				got = append(got, fmt.Sprintf("%s %s %s (%s)", v.Kind, count, v.Name, strings.Join(at, ", ")))
			}
			if s := strings.Join(got, "\n"); s != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
			}
		})
	}
}
