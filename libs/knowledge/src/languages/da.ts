import type { LanguageWords } from './language-words.js';

export const da: LanguageWords = {
  functionWords: `ad af alle alt anden andet andre at blev blive bliver da de dem den denne der deres det dette dig din dine disse dog du
    efter eller en end er et fik for fra få får ham han hans har havde have hende hendes her hos hun hvad hvem hver hvis
    hvor hvordan hvorfor hvornår hvilke hvilken hvilket hvorfra hvorhen i ikke ind ingen jeg jer jo kan kunne man mange
    med meget men mellem mere mig min mine mit mod må måtte nogen noget nogle nu når og også om op os over på samme selv
    sig sin sine sit skal skulle som sådan thi til ud under var vi vil ville vor være været ved uden skal bør findes`,
  asks: `hvad|hvem|hvis er|hvilke|hvilken|hvilket|hvornår|hvor|hvorfor|hvordan|hvorfra|hvorhen|er|var|har|kan|kan du|kan jeg|kunne du
    |må|skal|findes|ved du|ved nogen|siden hvornår|med hvem|af hvem|i hvilken|på hvilken|hvor meget|hvor mange|hvad tid`,
  requests: `fortæl|forklar|beskriv|vis mig|vis|giv mig|list|nævn|opsummer|søg|find|hjælp mig|oversæt|sammenlign|mind mig|definer|sig
    |sig mig|lad mig vide|jeg vil vide|jeg vil gerne vide|jeg skal vide|jeg gad vide|jeg søger|jeg leder efter
    |tal om|redegør|specificer|send mig|jeg vil høre|gør rede|oplist|beskriv for mig`,
  needs: `jeg har brug for|jeg behøver|jeg har et spørgsmål|jeg har spørgsmål|mit spørgsmål|et spørgsmål om|spørgsmål om
    |information om|info om|oplysninger om|mere information|detaljer om|jeg er interesseret|jeg er nysgerrig|jeg forstår ikke
    |jeg ved ikke|leder efter`,
  pleas: `tak|venligst`,
  courtesies: `venligst|tak|ok|okay|så|og|men|undskyld|igen|vær venlig|vær sød|forresten`,
  greetings: `hej|hejsa|hallo|goddag|godmorgen|god morgen|god aften|godaften|god dag|godnat|farvel|hej hej|vi ses|velkommen|hej alle|hilsen|alle`,
  thanks: `tak|mange tak|tusind tak|tak skal du have|super|perfekt|godt|fint|forstået|selv tak|ja|nej|for hjælpen`,
  aboutYou: `hvem er du|hvad er du|hvad kan du|hvad kan du gøre|hvad laver du|hvordan har du det|hvordan går det|er du en robot|er du en bot
    |er du et menneske|hvad hedder du|kan du hjælpe mig|hvordan virker du|hvem har lavet dig|er du der`,
  pointing: `dem denne dette disse han ham hun hende hans hendes dens dets deres dér da andre anden andet samme sådan
    deraf dermed`,
  goingOn: `og|men|eller|så|hvad med|hvad så med|hvorfor|hvorfor ikke|hvad mere|hvem ellers|siden hvornår|mere|virkelig|for eksempel|hvilken af`,
};
