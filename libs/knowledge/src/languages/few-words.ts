import type { LanguageWords } from './language-words.js';

const none = { courtesies: '', greetings: '', thanks: '', aboutYou: '' };

export const eu: LanguageWords = {
  ...none,
  functionWords: `eta da du dute dira zen ziren zuen zuten ez bai ere baina edo bat batzuk hau hori hura hauek horiek haiek ni zu gu bera haien bere
    zer nor noiz non nola zergatik zein zenbat nora nondik nork nori noren den dena egin ditu dago daude izan arte bezala
    baino gabe baita orain hemen hor han oso guztiak asko`,
  asks: `zer|nor|nork|nori|noren|noiz|non|nora|nondik|nola|zergatik|zein|zenbat|ba al|al`,
  requests: `esan|esaidazu|azaldu|deskribatu|erakutsi|kontatu|zerrendatu|laburtu|jakin nahi dut`,
  requestEndings: `esan|azaldu|erakutsi|kontatu`,
  greetings: `kaixo|egun on|arratsalde on|gabon|agur`,
  thanks: `eskerrik asko|mila esker|ados`,
  pointing: `hori hura horiek haiek hau hauek bera haren haien han hor bestea`,
  goingOn: `eta|baina|edo|zergatik|orduan`,
};

export const ga: LanguageWords = {
  ...none,
  functionWords: `a ach ag agus an ar arna as ba beirt bhúr ceathrar chuig chun cois cuid de deich den do don dá dár fad faoi gach go gur i in is
    le leis mar mo na nach naoi níl níor nó os roimh sa sé sí sibh sin sinn siad tá tú um é í iad ón cad cé cathain cá conas
    cén céard cé mhéad an bhfuil bhí raibh seo`,
  asks: `cad|céard|cé|cathain|cá|conas|cén|cé mhéad|an bhfuil|an raibh|an féidir`,
  requests: `inis|inis dom|mínigh|déan cur síos|taispeáin|ba mhaith liom a fháil amach`,
  greetings: `dia duit|dia dhuit|haigh|slán`,
  thanks: `go raibh maith agat|grma`,
  pointing: `é í iad sin seo siad sé sí ansin eile`,
  goingOn: `agus|ach|nó|cén fáth`,
};

export const hy: LanguageWords = {
  ...none,
  functionWords: `այդ այլ այն այս դու դուք եմ են ենք ես եք է էի էին էինք էիր էիք էր ըստ թ ի ին իսկ իր կամ համար հետ հետո մենք մեջ մի ն նա նաև նրա նրանք
    որ որը որոնք որպես ու ում պիտի վրա և ինչ ով երբ որտեղ ինչու ինչպես քանի որքան ինչքան կա կան`,
  asks: `ինչ|ով|երբ|որտեղ|ուր|ինչու|ինչպես|քանի|որքան|ինչքան|որ|արդյոք|կա`,
  requests: `ասա|ասեք|բացատրիր|բացատրեք|պատմիր|պատմեք|նկարագրիր|նկարագրեք|ցույց տուր|ուզում եմ իմանալ`,
  greetings: `բարև|բարև ձեզ|ողջույն|ցտեսություն`,
  thanks: `շնորհակալություն|շնորհակալ եմ`,
  pointing: `նա նրանք այն այդ այս նրա նրանց դա դրանք այնտեղ`,
  goingOn: `և|իսկ|բայց|կամ|ինչու`,
};

export const lt: LanguageWords = {
  ...none,
  functionWords: `ir yra buvo bus kad kaip bet ar arba su be iš į ant po per už prie prieš dėl nuo iki apie tarp aš tu jis ji mes jūs jie jos tai šis
    ši šie tas ta tie kas kur kada kodėl kiek kuris kuri kurie kokia koks kokie ne taip jau dar tik labai gali galima turi
    savo jo jų man tau mano nes jei kai pat`,
  asks: `kas|ką|kam|kieno|kada|kur|iš kur|kodėl|kaip|kiek|kuris|kuri|kurie|koks|kokia|kokie|ar|ar yra|ar galima`,
  requests: `papasakok|papasakokite|paaiškink|paaiškinkite|aprašyk|aprašykite|parodyk|parodykite|pasakyk|pasakykite|išvardink|noriu sužinoti|norėčiau sužinoti`,
  greetings: `labas|sveiki|labas rytas|laba diena|labas vakaras|viso gero|iki`,
  thanks: `ačiū|dėkui|dėkoju|labai ačiū`,
  pointing: `jis ji jie jos jo jos jų tai tas ta šis ši ten kitas kita`,
  goingOn: `ir|bet|o|arba|kodėl|o kaip`,
};

export const ne: LanguageWords = {
  ...none,
  functionWords: `र को का की मा ले लाई बाट छ छन् छु थियो थिए हो हुन् हुन्छ भयो भएको गर्ने गरेको यो त्यो ती यी म हामी तिमी तपाईं उनी के को कहिले कहाँ किन कसरी
    कति कुन पनि तर वा अनि भने लागि संग सँग देखि सम्म नै एक कसले कसको`,
  asks: `के|को|कसले|कसको|कहिले|कहाँ|किन|कसरी|कति|कुन`,
  asksWithin: `के|कसले|कसको|कहिले|कहाँ|किन|कसरी|कति|कुन`,
  requests: `भन्नुहोस्|बताउनुहोस्`,
  requestEndings: `भन्नुहोस्|बताउनुहोस्|बताऊ|व्याख्या गर्नुहोस्|वर्णन गर्नुहोस्|देखाउनुहोस्`,
  greetings: `नमस्ते|नमस्कार`,
  thanks: `धन्यवाद`,
  pointing: `यो त्यो यी ती उनी उनको यसको त्यसको त्यहाँ अर्को`,
  goingOn: `र|तर|अनि|किन`,
};

export const sr: LanguageWords = {
  ...none,
  functionWords: `и у је на се да за су од са као о али или не што који која које који до по из с а није био била било били бити ће би сам смо сте он она
    оно они ово то тај та та овај ова где када ко шта како зашто колико који чији може могу i u je na se da za su od sa kao o ali
    ili ne što koji koja koje do po iz s a nije bio bila bilo bili biti će bi sam smo ste on ona ono oni ovo to taj ta ovaj
    ova gde gdje kada ko tko šta kako zašto koliko čiji može mogu li`,
  asks: `ко|шта|што|кад|када|где|одакле|зашто|како|колико|који|која|које|чији|да ли|има ли|може ли|ko|šta|što|kad|kada|gde|gdje|odakle|zašto
    |kako|koliko|koji|koja|koje|čiji|da li|ima li|može li|je li`,
  requests: `реци ми|реците ми|објасни|објасните|опиши|опишите|покажи|покажите|наведи|испричај|reci mi|recite mi|objasni|objasnite|opiši|opišite
    |pokaži|pokažite|navedi|ispričaj|želim da znam|želeo bih da znam|желим да знам`,
  greetings: `здраво|ћао|добар дан|добро јутро|добро вече|довиђења|zdravo|ćao|dobar dan|dobro jutro|dobro veče|doviđenja`,
  thanks: `хвала|хвала пуно|hvala|hvala puno`,
  pointing: `он она оно они то тај та овај ова ово тамо други on ona ono oni to taj ta ovaj ova ovo tamo drugi njegov njen`,
  goingOn: `и|а|али|или|зашто|i|a|ali|ili|zašto|šta je sa`,
};

export const ta: LanguageWords = {
  ...none,
  functionWords: `ஒரு என்று மற்றும் இந்த இது என்ற கொண்டு என்பது பல ஆகும் அல்லது அவர் நான் உள்ள அந்த இவர் என முதல் என்ன இருந்து சில என் போன்ற வேண்டும் வந்து இதன்
    அது அவன் தான் பலரும் என்னும் மேலும் பின்னர் கொண்ட இருக்கும் தனது உள்ளது போது என்றும் அதன் தன் பிறகு அவர்கள் வரை அவள் நீ ஆகிய இருந்தது உள்ளன வந்த இருந்த
    யார் எப்போது எங்கே எங்கு ஏன் எப்படி எவ்வளவு எத்தனை எது எந்த`,
  asks: `என்ன|யார்|எப்போது|எங்கே|எங்கு|ஏன்|எப்படி|எவ்வளவு|எத்தனை|எது|எந்த`,
  askEndings: `என்ன|யார்|எப்போது|எங்கே|ஏன்`,
  asksWithin: `எப்போது|எங்கே|எங்கு|எப்படி|எவ்வளவு|எத்தனை|எந்த`,
  requests: `சொல்லுங்கள்|விளக்குங்கள்`,
  requestEndings: `சொல்|சொல்லுங்கள்|விளக்கு|விளக்குங்கள்|கூறு|கூறுக|கூறுங்கள்|காட்டு|காட்டுங்கள்`,
  greetings: `வணக்கம்`,
  thanks: `நன்றி|மிக்க நன்றி`,
  pointing: `அது இது அவர் அவன் அவள் அவர்கள் அதன் இதன் அங்கே அந்த இந்த மற்ற`,
  goingOn: `மற்றும்|ஆனால்|அல்லது|ஏன்`,
};

export const yi: LanguageWords = {
  ...none,
  functionWords: `און איז די דער דאָס דאס אַ א אין פון צו מיט איך דו ער זי מיר איר זיי נישט ניט וואָס וואס ווער ווען וווּ וואו פארוואס ווי וויפל
    אויף פאר אז אבער אדער האט האבן זענען געווען`,
  asks: `וואָס|וואס|ווער|ווען|וווּ|וואו|פארוואס|פאַרוואָס|ווי|וויפל`,
  requests: `זאָג מיר|זאג מיר|דערקלער|דערצייל`,
  greetings: `שלום|גוט מארגן|גוטן טאג`,
  thanks: `א דאנק|אַ דאַנק`,
  pointing: `ער זי עס זיי דאָס דאס דארט`,
  goingOn: `און|אבער|אדער|פארוואס`,
};
