import type { LanguageWords } from './language-words.js';

export const ca: LanguageWords = {
  functionWords: `a abans això al algun alguna algunes alguns allà als altra altre altres amb aquell aquella aquelles aquells aquest aquesta
    aquestes aquests aquí com cada contra d dalt de del dels des després dins doncs durant e el ella elles ells els em en
    encara ens entre era eren es és esta està estan fa fer fins fora ha han has havia he hem heu hi ho i ja jo l la les li
    llavors lo m ma malgrat mateix me més meu meva mi molt molta moltes molts n ni no nosaltres o on per perquè però poc pot
    poden pots podeu podria puc què quan quant quanta quantes quants que quin quina quines quins qui s sa se sense ser serà
    seu seva si sí sigui sobre sóc som són sota t també tan te té tenen tens teu teva tot tota totes tots tu un una unes
    uns us va van vaig vos vosaltres vostè vostre aleshores dels cap hem cal sisplau`,
  asks: `què|que|qui|quin|quina|quins|quines|quan|on|per què|perquè|com|quant|quanta|quants|quantes|hi ha|puc|pots|pot|podria|podeu|es pot
    |de qui|amb qui|a quina|des de quan|fins quan|és possible|algú sap`,
  requests: `digues|digues-me|digue'm|digui'm|explica|explica'm|expliqui|descriu|mostra'm|dona'm|doneu-me|enumera|resumeix|busca|troba|ajuda'm
    |tradueix|compara|recorda'm|parla'm|vull saber|voldria saber|m'agradaria saber|necessito saber|estic buscant|busco
    |expliqueu|digueu-me|mostra|mostreu-me|mostri'm|parleu-me|parla de|parlem de|detalla|detalla'm|informa'm|informeu-me
    |vull conèixer|voldria conèixer|m'agradaria conèixer|vull entendre|aclareix|passa'm|em pots dir|em podries dir`,
  needs: `necessito|em fa falta|tinc una pregunta|tinc preguntes|tinc un dubte|la meva pregunta|una pregunta sobre
    |pregunta sobre|informació sobre|info sobre|detalls sobre|m'interessen|m'interessa|estic interessat|estic interessada
    |no entenc|no sé|cerco`,
  pleas: `si us plau|sisplau|gràcies`,
  courtesies: `si us plau|sisplau|d'acord|doncs|i|però|perdó|perdona|perdoni|un altre cop`,
  greetings: `hola|bon dia|bona tarda|bona nit|bones|adéu|adéu-siau|fins aviat|fins després|benvingut|hola a tothom|a tothom|salutacions`,
  thanks: `gràcies|moltes gràcies|mercès|merci|moltíssimes gràcies|genial|perfecte|molt bé|entesos|de res|sí|no|per l'ajuda`,
  aboutYou: `qui ets|qui és vostè|què ets|què pots fer|què saps fer|com estàs|com va|ets un robot|ets humà|com et dius|pots ajudar-me
    |em pots ajudar|com funciones|qui t'ha creat`,
  pointing: `ell ella ells elles això aquest aquesta aquests aquestes aquell aquella aquells allà altre altra altres
    mateix mateixa seu seva`,
  goingOn: `i|però|o|doncs|llavors|i què|què hi ha de|per què|per què no|què més|qui més|des de quan|més|de debò|per exemple`,
};
