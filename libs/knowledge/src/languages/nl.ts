import type { LanguageWords } from './language-words.js';

export const nl: LanguageWords = {
  functionWords: `aan al alle alles als altijd andere ben bent bij daar dan dat de der deze die dit doch doen door dus een er ge geen
    geweest haar had hadden heb hebben hebt heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw jullie
    kan kun kunnen kunt kon maar me meer men met mij mijn moet moeten mag mogen na naar niet niets nog nu of om omdat ons
    onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waar waarom wanneer want waren was wat we wel
    welk welke werd werden wezen wie wiens wij wil wilt word worden wordt zal ze zelf zich zij zijn zo zonder zou zouden
    zullen hoeveel waarin waarop waarmee waarvan waarvoor sinds tijdens tussen onder alleen elk elke sommige deze`,
  asks: `wat|wie|wiens|welk|welke|wanneer|waar|waarom|hoe|hoeveel|hoelang|waarin|waarop|waarmee|waarvan|waarvoor|waarheen|is|was
    |waren|heeft|hebben|heb je|heb jij|hebt u|kan|kun je|kunt u|kunnen|mag|mogen|moet ik|moeten|zal|zou je|zou u|weet je|weet u
    |weet iemand|ben je|bent u|doet|zijn er|is er|sinds wanneer|tot wanneer|met wie|van wie|hoe laat`,
  requests: `vertel|vertel me|vertel mij|leg uit|leg me|leg mij|leg|verklaar|beschrijf|toon|toon me|laat me|laat zien|laat mij|geef me|geef
    mij|noem|som op|som|lijst|vat samen|vat|zoek|zoek op|vind|help me|help mij|vertaal|vergelijk|herinner me|definieer|zeg
    |zeg me|ik wil weten|ik zou graag weten|ik wil graag weten|ik moet weten|ik zoek|ik ben op zoek|ik vraag me af
    |ik wil graag iets|som de|som alle|licht toe|informeer mij|informeer me|praat over|omschrijf|specificeer|verduidelijk
    |ik hoor graag|ik verneem graag|wijs me`,
  wishes: `ik wil|ik wil graag|ik zou|ik zou graag|wij willen`,
  wishEndings: `weten|horen|leren kennen`,
  needs: `ik heb een vraag|ik heb vragen|ik had een vraag|mijn vraag|een vraag over|vraag over|informatie over|info over
    |meer over|meer informatie|graag informatie|graag meer|details over|ik ben benieuwd|ik ben nieuwsgierig
    |ik ben geïnteresseerd|ik heb interesse|ik begrijp niet|ik snap niet|ik weet niet|op zoek naar|ik heb hulp nodig
    |ik heb informatie nodig|geen idee`,
  needEndings: `nodig`,
  pleas: `alsjeblieft|alstublieft|aub|graag|svp|bedankt`,
  courtesies: `alsjeblieft|alstublieft|aub|ok|oké|nou|dus|en|maar|sorry|pardon|even|eens|nog eens|trouwens|graag`,
  greetings: `hallo|hoi|hey|hé|dag|goedemorgen|goedemiddag|goedenavond|goedenacht|goedendag|doei|tot ziens|tot straks|tot morgen|welkom
    |hallo allemaal|hoi allemaal|groeten|allemaal`,
  thanks: `dank je|dank u|dankjewel|dankuwel|bedankt|hartelijk dank|dank|dank je wel|dank u wel|heel erg bedankt|super|perfect|geweldig
    |prima|goed|begrepen|duidelijk|graag gedaan|ja|nee|mooi|voor je hulp|voor uw hulp|voor de hulp`,
  aboutYou: `wie ben je|wie bent u|wie ben jij|wat ben je|wat kun je|wat kan je|wat kunt u|wat kun je doen|hoe gaat het|hoe gaat het met je
    |hoe gaat het met u|ben je een bot|ben je een robot|ben je een mensch|ben je een mens|hoe heet je|hoe heet u|wat is je naam
    |kun je me helpen|kan je me helpen|kunt u me helpen|hoe werk je|wie heeft je gemaakt|ben je er`,
  pointing: `dit deze hij hem ze zij haar hun hen daar ervan ermee erover daarvan daarmee daarover daarna ander andere
    anderen zelfde dezelfde hetzelfde zijn toen`,
  goingOn: `en|maar|of|dus|hoe zit het met|en wat|wat met|wat dacht je van|waarom|waarom niet|hoezo|wat nog meer|wie nog meer|sinds wanneer|meer
    |echt|bijvoorbeeld|welke daarvan|tot wanneer`,
};
