import type { LanguageWords } from './language-words.js';

export const hu: LanguageWords = {
  functionWords: `a ahogy ahol aki akik akkor alatt amely amelyek ami amíg amikor amit át az azért azok azon azonban azt azután be belül
    benne cikk csak de e eddig egész egy egyéb egyes egyetlen egyik egyre el elég ellen elő először előtt én és ez ezek
    ezen ezért ezt ezzel fel felé ha hanem hát hogy hogyan hol honnan hova ide igen ill illetve ilyen is ismét itt jó jól
    kell kellett ki kik kívül közé között közül le legyen lehet lenne lesz lett maga magát majd már más másik meg még
    mellett melyik melyek mert mi miért mikor milyen mind minden mint mit mivel most mennyi ne néha néhány nekem neki
    nélkül nem nincs olyan ott össze ő ők pedig persze rá s saját sem semmi sok számára szerint szinte talán te tehát ti
    továbbá többi úgy ugyanis új után utána vagy vagyok valaki valami van vannak vele vissza viszont volna volt voltak
    hány hányan hová mióta meddig kinek kit kérem`,
  asks: `mi a|mi az|mi ez|mi van|mit|ki|kit|kinek|kik|mikor|hol|honnan|hova|hová|miért|hogyan|hogy lehet|milyen|melyik|melyek|mennyi|mennyibe|hány|hányan|mióta
    |meddig|tudsz|tudja valaki|tudná|kivel|miről|mivel|hánykor|van-e`,
  requests: `mondd|mondd el|mondja el|magyarázd|magyarázd el|magyarázza el|írd le|írja le|mutasd|mutassa|sorold fel|sorolja fel|adj|adjon
    |foglald össze|foglalja össze|keresd|keresse|segíts|segítsen|fordítsd|hasonlítsd|emlékeztess|beszélj|szeretném tudni
    |tudni szeretném|tudni akarom|keresek|kíváncsi vagyok|definiáld
    |mesélj|meséljen|add meg|adja meg|kérem a|kérem az|meg akarom tudni|részletezd|részletezze|pontosítsd|mutasd be|mutassa be
    |tájékoztass|tájékoztasson|ismertesd|ismertesse|beszéljünk|érdeklődöm|érdeklődnék`,
  needs: `szükségem van|szükségem lenne|kell nekem|van egy kérdésem|kérdésem van|lenne egy kérdésem|volna egy kérdésem
    |a kérdésem|kérdés|információ|információt|infó|infót|érdekelnek|érdekel|érdekelne|érdekelnének|nem értem|keresem`,
  needEndings: `szükségem van|szükségem lenne|érdekelnek|érdekel|érdekelne|kérdésem van|kérdésem lenne`,
  pleas: `kérem|kérlek|légy szíves|legyen szíves|köszönöm`,
  courtesies: `kérem|kérlek|légy szíves|legyen szíves|ok|oké|nos|hát|és|de|elnézést|bocsánat|még egyszer|egyébként`,
  greetings: `szia|sziasztok|helló|hello|szervusz|üdv|jó napot|jó napot kívánok|jó reggelt|jó estét|jó éjszakát|viszontlátásra|viszlát
    |üdvözlöm|sziasztok mindenki|szép napot`,
  thanks: `köszönöm|köszi|köszönöm szépen|nagyon köszönöm|kösz|szuper|tökéletes|remek|jó|rendben|értem|szívesen|igen|nem|a segítséget`,
  aboutYou: `ki vagy|ki vagy te|mi vagy|mit tudsz|mit tudsz csinálni|mit csinálsz|hogy vagy|robot vagy|bot vagy|ember vagy|mi a neved
    |hogy hívnak|tudsz segíteni|segítesz|hogyan működsz|ki készített`,
  pointing: `ő ők ezek azok ezt azt ezeket azokat ennek annak erre arra ebben abban róla neki nekik vele velük ott
    akkor másik másikat többi ugyanaz ilyen olyan`,
  goingOn: `és|de|vagy|mi van|mi a helyzet|miért|miért nem|mi más|ki más|mióta|még|több|tényleg|például|melyik`,
};
