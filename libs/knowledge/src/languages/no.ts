import type { LanguageWords } from './language-words.js';

export const no: LanguageWords = {
  functionWords: `alle alt at av bare begge ble blei bli blir både da de deg dei deim dem den denne der dere deres det dette di din disse
    ditt du dykk eg ein eit eitt eller elles en er et ett etter for fordi fra få får før ha hadde han hans har hennes her
    hos hun hva hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvorfra i ikke ingen inn ja jeg kan kom kun
    kunne kva kvar kven kvifor korleis korleis man mange med meg meget mellom men mer mi min mine mitt mot mye må noe noen
    nå når og også om opp oss over på samme seg selv si sia sidan siden sin sine sitt skal skulle slik som så sånn til um
    upp ut uten var vart ved vi vil ville vår være vært å hvordan finnes bør`,
  asks: `hva|hvem|hvilke|hvilken|hvilket|når|hvor|hvorfor|hvordan|hvorfra|er|var|har|kan|kan du|kan jeg|kunne du|må|skal|finnes|vet du|vet noen
    |siden når|med hvem|av hvem|i hvilken|på hvilken|hvor mye|hvor mange|kva|kven|kvar|korleis|kvifor`,
  requests: `fortell|forklar|beskriv|vis meg|vis|gi meg|list opp|list|nevn|oppsummer|søk|finn|hjelp meg|oversett|sammenlign|minn meg|definer
    |si|si meg|la meg vite|jeg vil vite|jeg vil gjerne vite|jeg må vite|jeg lurer på|jeg søker|jeg leter etter
    |snakk om|redegjør|spesifiser|send meg|jeg vil høre|gjør rede|ramse opp`,
  needs: `jeg trenger|jeg behøver|jeg har et spørsmål|jeg har spørsmål|spørsmålet mitt|et spørsmål om|spørsmål om|informasjon om
    |info om|mer informasjon|detaljer om|jeg er interessert|jeg er nysgjerrig|jeg forstår ikke|jeg vet ikke|leter etter`,
  pleas: `takk|vennligst|vær så snill`,
  courtesies: `vennligst|takk|ok|okei|så|og|men|unnskyld|beklager|igjen|vær så snill|er du snill|forresten`,
  greetings: `hei|heisann|hallo|god dag|god morgen|god kveld|god natt|ha det|ha det bra|vi ses|velkommen|hei alle|hilsen|alle|hei sann`,
  thanks: `takk|tusen takk|mange takk|takk skal du ha|takk for hjelpen|super|perfekt|bra|fint|flott|skjønner|forstår|vær så god|ja|nei|for hjelpen`,
  aboutYou: `hvem er du|hva er du|hva kan du|hva kan du gjøre|hva gjør du|hvordan har du det|hvordan går det|er du en robot|er du en bot
    |er du et menneske|hva heter du|kan du hjelpe meg|hvordan virker du|hvordan fungerer du|hvem har laget deg|er du der`,
  pointing: `dem denne dette disse han ham hun henne hans hennes dens dets deres da andre annen annet samme slik derav
    dermed`,
  goingOn: `og|men|eller|så|hva med|hva så med|hvorfor|hvorfor ikke|hva mer|hvem ellers|siden når|mer|virkelig|for eksempel|hvilken av`,
};
