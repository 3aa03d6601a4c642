import type { LanguageWords } from './language-words.js';

export const de: LanguageWords = {
  functionWords: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim
    bin bis bist da dabei dafür damit dann darf das daß dass dasselbe dazu dein deine deinem deinen deiner dem den denn
    der derer des desselben dessen dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort du
    durch ein eine einem einen einer eines einig einige einigen einmal er es etwas euch euer eure eurem euren eurer für
    gegen gewesen gibt gab hab habe haben habt hast hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren
    ihrer im in indem ins ist jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann kannst können könnt
    könnte kein keine keinem keinen keiner machen man manche manchem manchen mancher mein meine meinem meinen meiner mich
    mir mit muss musste müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner selbst
    sich sie sind so solche solchem solchen solcher soll sollen sollte sollten sondern sonst über um und uns unser
    unsere unserem unseren unserer unter viel vom von vor während war waren warst warum was weg weil weiter welche welchem welchen
    welcher welches wem wen wenn wer werde werden wessen wie wieder wieso will wir wird wirst wo wobei wodurch wofür
    woher wohin womit worüber wollen wollte wurde wurden würde würden zu zum zur zwar zwischen wann weshalb möchte
    möchten dürfen bitte viele wieviel wieviele mal`,
  asks: `was|wer|wem|wen|wessen|welche|welcher|welches|welchen|welchem|wann|wo|woher|wohin|warum|wieso|weshalb|wie|wieviel|wofür
    |womit|worüber|wodurch|ist|sind|war|waren|hat|haben|gibt es|gab es|kann|kannst du|können|könnt|könnte|könnten|darf
    |dürfen|muss ich|muss man|müssen|soll|sollen|wird|werden|weiß jemand|weißt du|wissen sie|hast du|habt ihr|bist du
    |seid ihr|an welchem|in welchem|in welcher|seit wann|bis wann|ab wann|um wie viel|von wem|mit wem|für wen|ob`,
  requests: `erkläre|erklär|erklären sie|erklärt|sag|sage|sagen sie|sagt|erzähl|erzähle|erzählen sie|beschreib|beschreibe|beschreiben
    sie|zeig mir|zeige mir|zeigen sie|nenn|nenne|nennen sie|gib mir|gib uns|geben sie mir|liste|fass|fasse|fassen sie
    |such|suche|suchen sie|finde|finden sie|hilf mir|helfen sie|übersetze|übersetzen sie|vergleiche|vergleichen sie
    |erinnere mich|lass mich wissen|ich möchte wissen|ich will wissen|ich würde gern wissen|ich würde gerne wissen
    |ich frage mich|ich hätte gern|ich hätte gerne|ich brauche informationen|ich suche|definiere|schreib mir|schreibe mir
    |schildere|schildern sie|verrate|verrat|verraten sie|teile mir|teil mir|teilen sie mir|erläutere|erläutern sie
    |informiere mich|informieren sie mich|kläre mich auf|klär mich auf|lass uns über|lassen sie uns über|reden wir|sprechen wir
    |sprich über|ich hätte gern gewusst|ich wüsste gern|ich wüsste gerne|verdeutliche|präzisiere|konkretisiere`,
  wishes: `ich verstehe|ich kapiere|ich möchte|ich will|ich wüsste|ich würde|ich hätte|wir möchten|wir wollen|kann jemand|könnte jemand`,
  wishEndings: `nicht|wissen|erfahren|hören|kennenlernen`,
  requestEndings: `erklären|sagen|erzählen|wissen lassen`,
  needs: `ich brauche|ich bräuchte|ich benötige|wir brauchen infos|ich interessiere mich|mich interessieren|mich interessiert
    |mich würde interessieren|ich habe eine frage|ich hab eine frage|ich habe fragen|ich hätte eine frage|meine frage
    |eine frage zu|frage zu|fragen zu|informationen zu|informationen über|infos zu|infos über|info zu|details zu|mehr zu
    |mehr über|näheres zu|ich verstehe nicht|ich weiß nicht|ich bin auf der suche|auf der suche nach|ich frage nach
    |ich bin neugierig|keine ahnung`,
  needEndings: `nicht verstanden`,
  pleas: `bitte|danke|bitte sehr|bittschön`,
  courtesies: `bitte|also|ok|okay|nun|und|aber|mal|entschuldigung|sorry|kurze frage|noch mal|nochmal|noch einmal|übrigens|doch`,
  greetings: `hallo|hi|hey|moin|servus|grüß gott|guten tag|guten morgen|guten abend|gute nacht|tschüss|tschüs|auf wiedersehen|bis bald
    |bis später|bis dann|bis morgen|ciao|tschau|mahlzeit|hallo zusammen|schönen tag|liebe grüße|viele grüße|zusammen|alle|grüezi|willkommen`,
  thanks: `danke|danke schön|dankeschön|danke sehr|vielen dank|besten dank|herzlichen dank|super|toll|prima|perfekt|klasse|verstanden
    |alles klar|gut|sehr gut|gerne|bitte schön|kein problem|ja|nein|für die hilfe|für deine hilfe|für ihre hilfe|sehr`,
  aboutYou: `wer bist du|was bist du|wer sind sie|was kannst du|was können sie|was machst du|wie geht es dir|wie geht's|wie gehts
    |wie geht es ihnen|bist du ein bot|bist du ein roboter|bist du ein mensch|bist du eine ki|wie heißt du|wie heißen sie
    |wie ist dein name|wer hat dich gemacht|wie funktionierst du|was weißt du|kannst du mir helfen|können sie mir helfen
    |bist du da|wobei kannst du helfen|wobei kannst du mir helfen|was kann ich dich fragen|sprichst du deutsch`,
  pointing: `dies diese dieser dieses diesem diesen jene jener jenes er ihn ihm sie ihnen ihr sein seine dort da dann
    andere anderen anderer anderes davon dazu dafür damit darüber dabei daran darauf daraus darin dessen
    deren solche solcher selbe gleiche`,
  goingOn: `und|aber|oder|was ist mit|wie ist es mit|wie sieht es mit|warum|wieso|weshalb|wieso nicht|warum nicht|und was|was noch
    |sonst noch|wer noch|seit wann|mehr|mehr dazu|welche davon|wirklich|zum beispiel|bis wann|inwiefern`,
};
