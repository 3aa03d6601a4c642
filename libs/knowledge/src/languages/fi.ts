import type { LanguageWords } from './language-words.js';

export const fi: LanguageWords = {
  functionWords: `ei eivät emme en et ette että he heidän heidät heihin heille heitä hän häneen hänelle hänen hänet häntä itse ja johon
    joiden joiksi joilla joista joita jolla jonka jos josta jota jotka joka kanssa keiden keitä kenelle kenen kenet ketkä
    ketä koska kuin kuka kukin me meidän meidät meille meitä mihin miksi mikä mille millainen milloin millä minkä minne
    minua minulle minun minut minä missä mistä miten mitkä mitä moni mukaan mutta myös ne niiden niihin niin niistä niitä
    noin nuo nyt näiden näissä näitä nämä ole olemme olen olet olette oli olimme olin olisi olisivat olit olivat olla
    olleet ollut on onko ovat poikki se sekä sen siihen siinä siitä sille sinua sinulle sinun sinut sinä sitten sitä tai te
    teidän teidät teille teitä tuo tuon tähän tällä tämä tämän tänne tässä tästä tätä vaan vai vaikka voi voiko voinko
    voivat yli kuinka montako paljonko mihin ennen jälkeen`,
  asks: `mikä|mitä|kuka|ketkä|ketä|kenen|kenelle|milloin|koska|missä|mistä|mihin|minne|miksi|miten|kuinka|montako|paljonko|millainen
    |minkä|mitkä|onko|ovatko|oliko|voiko|voinko|voitko|voisitko|saako|saanko|pitääkö|tiedätkö|tietääkö|oletko|kumpi`,
  requests: `kerro|selitä|kuvaile|näytä|anna|luettele|listaa|tiivistä|etsi|hae|auta|käännä|vertaa|muistuta|määrittele|sano|haluan tietää
    |haluaisin tietää|minun pitää tietää|mietin|etsin|ihmettelen|kertoisitko
    |kertokaa|selittäkää|näyttäkää|kuvailkaa|tarkenna|puhutaan|haluan kuulla|haluaisin kuulla|haluan ymmärtää|haluaisin ymmärtää
    |haluan kysyä|haluaisin kysyä|tahdon tietää|lähetä minulle`,
  needs: `tarvitsen|tarvitsisin|minulla on kysymys|minulla on kysyttävää|kysymykseni|kysymys|tietoa|tietoja|lisätietoja
    |minua kiinnostaa|minua kiinnostavat|olen kiinnostunut|olen utelias|en ymmärrä|en tiedä`,
  pleas: `kiitos`,
  courtesies: `kiitos|ole hyvä|olkaa hyvä|ok|no|niin|ja|mutta|anteeksi|uudestaan|muuten|voisitko`,
  greetings: `hei|moi|terve|moikka|hei hei|hyvää huomenta|huomenta|hyvää päivää|päivää|hyvää iltaa|hyvää yötä|näkemiin|nähdään|tervetuloa
    |hei kaikki|moi kaikki|terveisin|kaikki`,
  thanks: `kiitos|kiitoksia|paljon kiitoksia|kiitos paljon|suuri kiitos|hienoa|täydellistä|hyvä|selvä|ymmärrän|eipä kestä|joo|kyllä|avusta`,
  aboutYou: `kuka olet|kuka sinä olet|mikä olet|mitä osaat|mitä voit tehdä|mitä osaat tehdä|mitä kuuluu|miten menee|oletko robotti
    |oletko botti|oletko ihminen|mikä on nimesi|mikä sinun nimesi on|voitko auttaa|voitko auttaa minua|miten toimit|kuka loi sinut`,
  pointing: `se sen sitä siinä siitä siihen ne niitä niiden niistä hän hänen häntä he heidän tämä tämän tätä tästä nämä näitä tuo tuon
    nuo muu muut toinen toiset sama samat siellä sieltä sinne silloin`,
  goingOn: `ja|mutta|tai|entä|entäs|entäpä|miksi|miksi ei|mitä muuta|kuka muu|mistä lähtien|lisää|oikeasti|esimerkiksi|kumpi`,
};
