import type { LanguageWords } from './language-words.js';

export const sv: LanguageWords = {
  functionWords: `alla allt alltså att av blev bli blir blivit de dem den denna deras dess dessa det detta dig din dina ditt du där då
    efter ej eller en er era ert ett finns fick får för från ha hade han hans har henne hennes hon honom hur här i icke
    ingen inom inte jag ju kan kunde man med mellan men mig min mina mitt mot mycket många ni nu något några någon när
    och om oss på samma sedan sig sin sina sitta själv skall ska skulle som så sådan sådana till under upp ut utan vad var
    vara varför varit varje vars vart vem vems vi vid vilka vilkas vilken vilket vår våra vårt än är åt över måste också
    hos eller samt enligt mer genom varifrån`,
  asks: `vad|vem|vems|vilka|vilken|vilket|när|var|varför|vart|varifrån|hur|är|var det|finns|har|kan|kan du|kan jag|kunde du|får|ska
    |skulle du|måste|vet du|vet någon|vet ni|sedan när|hur dags|av vem|med vem|i vilken|på vilken|till när`,
  requests: `berätta|förklara|beskriv|visa mig|visa|ge mig|lista|räkna upp|sammanfatta|sök|hitta|hjälp mig|översätt|jämför|påminn mig
    |definiera|säg|säg mig|låt mig veta|jag vill veta|jag skulle vilja veta|jag behöver veta|jag undrar|jag söker|jag letar efter
    |informera mig|tala om|prata om|redogör|specificera|skicka mig|jag vill höra|jag vill förstå|beskriv för mig|klargör`,
  needs: `jag behöver|jag har en fråga|jag har frågor|min fråga|en fråga om|fråga om|info om|information om|mer information
    |detaljer om|jag är intresserad|jag är nyfiken|jag förstår inte|jag vet inte|jag letar|letar efter`,
  pleas: `snälla|tack|är du snäll`,
  courtesies: `snälla|tack|vänligen|ok|okej|så|och|men|ursäkta|förlåt|igen|är du snäll|förresten`,
  greetings: `hej|hejsan|hallå|tjena|god morgon|godmorgon|god kväll|god dag|goddag|god natt|hej då|hejdå|vi ses|välkommen|hej alla|hälsningar
    |alla|hej på er`,
  thanks: `tack|tack så mycket|tusen tack|stort tack|tackar|super|perfekt|bra|toppen|jättebra|jag förstår|förstår|varsågod|ja|nej|för hjälpen`,
  aboutYou: `vem är du|vad är du|vad kan du göra|vad kan du|vad gör du|hur mår du|hur är det|är du en robot|är du en bot|är du människa
    |vad heter du|kan du hjälpa mig|hur fungerar du|vem har skapat dig|är du där`,
  pointing: `dem denna detta dessa han honom hon henne hans hennes dess deras där dit andra annan annat samma sådan
    sådant därav därmed`,
  goingOn: `och|men|eller|så|hur är det med|vad sägs om|varför|varför inte|vad mer|vem mer|sedan när|mer|verkligen|till exempel|vilken av`,
};
