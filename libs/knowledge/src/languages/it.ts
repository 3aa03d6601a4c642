import type { LanguageWords } from './language-words.js';

export const it: LanguageWords = {
  functionWords: `a abbia abbiamo abbiano ad agli ai al all alla alle allo anche avere aveva avevano avete ha hai hanno ho c che chi ci
    ciò col come con contro cui da dagli dai dal dall dalla dalle dallo degli dei del dell della delle dello di dopo dove
    dov e è ebbe ebbero ed era erano essere essi essa esse fa fra fu fui furono fosse gli i il in io l la le lei li lo loro
    lui ma me mi mia mie miei mio molto ne negli nei nel nell nella nelle nello no noi non nostra nostre nostri nostro o
    ogni oppure per perché perchè però più poi può possono posso puoi potrebbe prima qual quale quali qualche quando quanta quante quanti quanto
    quella quelle quelli quello quel quei quegli questa queste questi questo s sarà saranno se sei senza si sia siamo
    siano siete so sono sopra sotto sta stai stanno stata state stati stato stessa stesso su sua sue sugli sui sul sull
    sulla sulle sullo suo suoi ti tra tu tua tue tuo tuoi tutta tutte tutti tutto un una uno vi voi vostra vostre vostri
    vostro deve devono devo quindi così ancora già fino mentre alcuni alcune altro altra altri altre cosa cos com favore`,
  asks: `che|che cosa|cosa|cos'è|chi|quale|quali|qual|quando|quanto|quanta|quanti|quante|dove|dov'è|come|com'è|perché|perchè|a che
    |di che|in che|con chi|di chi|a chi|per chi|da quando|fino a quando|da dove|puoi|potresti|sai|qualcuno sa|a quale|in quale|a che ora`,
  requests: `dimmi|mi dica|dica|ditemi|spiega|spiegami|spieghi|mi spieghi|spiegate|descrivi|descrivimi|descriva|raccontami|racconta
    |parlami|mi parli|mostrami|mi mostri|mostra|dammi|mi dia|elenca|elencami|elenchi|riassumi|riassuma|cerca|trova|trovami
    |aiutami|mi aiuti|traduci|traduca|confronta|ricordami|definisci|chiarisci|indicami|fammi sapere|mi faccia sapere
    |voglio sapere|vorrei sapere|mi piacerebbe sapere|ho bisogno di sapere|ho bisogno di informazioni|sto cercando|cerco
    |mi chiedo|fammi
    |voglio conoscere|vorrei conoscere|vorrei capire|voglio capire|vorrei avere|vorrei informazioni|vorrei chiedere
    |volevo sapere|volevo chiedere|desidero sapere|desidero conoscere|mi piacerebbe conoscere|mi piacerebbe capire|parliamo
    |informami|mi informi|illustrami|illustri|presentami|ripetimi|forniscimi|mi fornisca|dicci|raccontaci|spiegaci|mi puoi
    |mi può|mi potresti|mi potrebbe|chiariscimi|insegnami|consigliami|fatemi sapere|mandami|inviami`,
  needs: `mi servono|mi serve|mi servirebbero|mi servirebbe|ho bisogno|avrei bisogno|ho una domanda|ho delle domande
    |avrei una domanda|la mia domanda|una domanda su|domanda su|domanda sulle|informazioni su|informazioni sul
    |informazioni sulla|informazioni sulle|informazioni sui|informazioni sugli|info su|info sulle|dettagli su|dettagli sulle
    |mi interessano|mi interessa|mi interesserebbe|sono interessato|sono interessata|non capisco|non ho capito|non so
    |sono alla ricerca|sono curioso|sono curiosa|nessuna idea`,
  pleas: `per favore|per piacere|per cortesia|grazie`,
  courtesies: `per favore|per piacere|per cortesia|ok|va bene|allora|bene|e|ma|scusa|scusi|scusate|di nuovo|ancora|senti|senta`,
  greetings: `ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buonanotte|buona notte|buona giornata|buon pomeriggio|arrivederci
    |a presto|a domani|addio|benvenuto|benvenuti|ciao a tutti|saluti|a tutti|ehi`,
  thanks: `grazie|grazie mille|molte grazie|tante grazie|ti ringrazio|la ringrazio|ottimo|perfetto|fantastico|molto bene|capito|ho capito
    |prego|di niente|sì|no|per l'aiuto|per il tuo aiuto|di tutto|d'accordo`,
  aboutYou: `chi sei|chi è lei|cosa sei|cosa puoi fare|che cosa puoi fare|cosa sai fare|come stai|come sta|come va|sei un robot
    |sei un bot|sei umano|come ti chiami|come si chiama|qual è il tuo nome|puoi aiutarmi|mi puoi aiutare|può aiutarmi
    |come funzioni|chi ti ha creato|ci sei|parli italiano`,
  pointing: `esso essa essi esse lui lei loro ne questo questa questi queste quello quella quelli quelle ciò lì là
    altro altra altri altre stesso stessa suo sua suoi sue quei quel`,
  goingOn: `e|ed|ma|o|allora|e per|che ne dici di|che mi dici di|perché|perché no|come mai|cos'altro|chi altro|da quando|di più|ancora
    |davvero|per esempio|quale dei|fino a quando`,
};
