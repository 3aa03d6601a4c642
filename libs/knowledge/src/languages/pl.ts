import type { LanguageWords } from './language-words.js';

export const pl: LanguageWords = {
  functionWords: `a aby ale albo ani aż bardzo bez bo by być był była było były będzie będą bądź chce ci cię co coś czy czyli dla do dlaczego
    gdy gdyż gdzie go i ich ile im inny inna inne innych ja jak jakie jaka jaki jako je jednak jego jej jemu jest jestem
    jesteś jeśli już każdy każda kiedy kto która które którego której który których którym którzy ku lub ma mają mam mamy masz
    mi mną mnie może można moje mój moja my na nad nam nami nas nasz nasza nasze nic nich nie niego niej nim nimi niż no o
    obok od on ona one oni ono oraz po pod ponieważ poza przed przez przy są się sobie swój swoje ta tak także tam te tego
    tej ten też to tobą tobie trzeba tu tych tylko tym tymi u w wasz we więc wszystko wszystkie wśród wy z za ze że żeby
    skąd dokąd jakich jakim ilu kogo komu czego czym proszę mogę możesz możemy dlatego podczas między`,
  asks: `co|kto|kogo|komu|kiedy|gdzie|skąd|dokąd|dlaczego|czemu|po co|jak|jaki|jaka|jakie|jakich|jakim|który|która|które|którego|ile|ilu
    |czy|czego|czym|o której|w jakim|w jaki|w której|w którym|od kiedy|do kiedy|z kim|dla kogo|na czym|możesz`,
  requests: `powiedz|powiedz mi|proszę powiedzieć|wyjaśnij|objaśnij|wytłumacz|opisz|opowiedz|pokaż|podaj|wymień|wylicz|daj mi|streść|podsumuj
    |znajdź|wyszukaj|pomóż mi|przetłumacz|porównaj|przypomnij|zdefiniuj|napisz|chcę wiedzieć|chciałbym wiedzieć
    |chciałabym wiedzieć|muszę wiedzieć|szukam|zastanawiam się|potrzebuję informacji|daj znać
    |proszę o|proszę podać|proszę wyjaśnić|proszę opisać|proszę pokazać|proszę opowiedzieć|proszę mi|poproszę|chciałbym poznać
    |chciałabym poznać|chciałbym się dowiedzieć|chciałabym się dowiedzieć|chcę się dowiedzieć|chcę poznać|chciałbym zapytać
    |chciałabym zapytać|chciałem zapytać|chciałam zapytać|chciałbym zrozumieć|chciałabym zrozumieć|mów o|porozmawiajmy|sprecyzuj
    |poinformuj|wytłumacz mi|nazwij`,
  needs: `potrzebuję|potrzebne mi|mam pytanie|mam pytania|miałbym pytanie|miałabym pytanie|moje pytanie|pytanie o
    |pytanie dotyczące|informacje o|informacje na temat|informacja o|info o|więcej informacji|szczegóły|interesują mnie
    |interesuje mnie|jestem zainteresowany|jestem zainteresowana|jestem ciekaw|jestem ciekawa|ciekawi mnie|nie rozumiem|nie wiem`,
  pleas: `proszę|poproszę|dzięki|z góry dziękuję`,
  courtesies: `proszę|ok|okej|no|więc|i|a|ale|przepraszam|jeszcze raz|przy okazji|proszę cię`,
  greetings: `cześć|hej|witaj|witam|dzień dobry|dobry wieczór|dobranoc|do widzenia|do zobaczenia|pa|na razie|siema|cześć wszystkim
    |witam wszystkich|pozdrawiam|miłego dnia|wszystkim`,
  thanks: `dzięki|dziękuję|dziękuje|dziękuję bardzo|bardzo dziękuję|wielkie dzięki|super|świetnie|doskonale|dobrze|rozumiem|jasne
    |nie ma za co|tak|nie|za pomoc|bardzo`,
  aboutYou: `kim jesteś|czym jesteś|co potrafisz|co umiesz|co możesz zrobić|co robisz|jak się masz|co słychać|jesteś botem|jesteś robotem
    |czy jesteś człowiekiem|czy jesteś botem|czy jesteś robotem|jak się nazywasz|jak masz na imię|możesz mi pomóc|czy możesz mi pomóc|jak działasz|kto cię stworzył`,
  pointing: `on ona ono oni one go jego jej ją jemu mu ich im nim nią nimi nich tych tymi tam wtedy inny inna inne
    inni drugi druga taki taka takie sam sama same`,
  goingOn: `i|a|ale|lub|albo|więc|a co z|co z|dlaczego|dlaczego nie|czemu|co jeszcze|kto jeszcze|od kiedy|więcej|naprawdę|na przykład|który z`,
};
