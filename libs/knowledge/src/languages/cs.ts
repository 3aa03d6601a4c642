import type { LanguageWords } from './language-words.js';

export const cs: LanguageWords = {
  functionWords: `a aby ale ani ano asi až bez bude budou by byl byla byli bylo být co což či článek další do ho i já jak jako je jeho jej
    její jejich jen ještě ji jiné již jsem jsi jsme jsou jste k kam každý kde kdo kdy když která které kterou který kterých
    kteří ku ma má mají máme máte mě mezi mi mít mne mnou můj může můžete můžu na nad nám námi nás náš naše ne nebo nejsou
    není než nic o od on ona oni ono pak po pod podle pokud pouze pro proč proto protože při s se si sice své svůj svých ta
    tak také tato tedy ten tento teto tím tímto to tohoto tom tomto tomuto tu tuto ty tyto u už v vám vámi vás váš vaše ve
    vy z za ze že kolik jaký jaká jaké odkud čí kterého během prosím lze`,
  asks: `co|kdo|koho|komu|kdy|kde|kam|odkud|proč|jak|jaký|jaká|jaké|jakou|který|která|které|kterou|kolik|čí|čím|můžeš|můžete|od kdy|do kdy|v kolik|s kým|pro koho|víte|víš`,
  requests: `řekni|řekněte|vysvětli|vysvětlete|popiš|popište|ukaž|ukažte|vyjmenuj|vyjmenujte|dej mi|dejte mi|shrň|shrňte|najdi|najděte
    |pomoz mi|pomozte mi|přelož|přeložte|porovnej|porovnejte|připomeň|vyprávěj|napiš|napište|chci vědět|chtěl bych vědět
    |chtěla bych vědět|potřebuji vědět|hledám|zajímá mě|definuj|uveď
    |prosím o|prosil bych|prosila bych|chtěl bych znát|chtěla bych znát|chci znát|pověz|povězte|pověz mi|povězte mi|upřesni
    |upřesněte|objasni|objasněte|informuj|informujte|poraď|poraďte`,
  needs: `potřebuji|potřebuju|potřeboval bych|potřebovala bych|mám dotaz|mám otázku|mám otázky|měl bych dotaz|měla bych dotaz
    |můj dotaz|moje otázka|dotaz na|otázka na|otázka ohledně|informace o|info o|více informací|podrobnosti o|zajímají mě
    |zajímalo by mě|zajímaly by mě|zajímá mne|jsem zvědavý|jsem zvědavá|nerozumím|nevím|hledám`,
  pleas: `prosím|prosím vás|díky`,
  courtesies: `prosím|ok|tak|no|a|ale|promiňte|promiň|ještě jednou|mimochodem|prosím vás`,
  greetings: `ahoj|čau|nazdar|dobrý den|dobré ráno|dobré odpoledne|dobrý večer|dobrou noc|na shledanou|nashledanou|sbohem|vítejte
    |ahoj všichni|zdravím|všichni|hezký den`,
  thanks: `děkuji|děkuju|díky|díky moc|děkuji mnohokrát|mockrát děkuji|super|skvělé|výborně|dobře|rozumím|není zač|ano|ne|za pomoc|moc`,
  aboutYou: `kdo jsi|kdo jste|co jsi|co umíš|co umíte|co děláš|jak se máš|jak se máte|jsi robot|jsi bot|jsi člověk|jak se jmenuješ
    |jak se jmenujete|můžeš mi pomoci|můžete mi pomoci|jak funguješ|kdo tě vytvořil`,
  pointing: `on ona ono oni ony ho jeho jej její jich jim ji jí jimi něj něm nich tom tomu tím těch tam tehdy jiný
    jiná jiné další druhý druhá takový stejný stejná`,
  goingOn: `a|ale|nebo|tak|a co|co třeba|proč|proč ne|co ještě|kdo ještě|od kdy|více|víc|opravdu|například|který z`,
};
