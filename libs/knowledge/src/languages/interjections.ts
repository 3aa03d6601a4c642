/** What people type in chats to say that they have read something, or that nothing is left to say; whole messages, in any language. */
export const READ = `ok|okay|k|kk|okey|oke|oki|okie|okidoki|lol|lmao|rofl|haha|hahaha|hahahaha|hehe|hihi|jaja|jajaja|kkkk|yep|yup|yeah|yea|ya|nope|nah|nice one|great stuff
  |tysm|tyvm|thank u|thnx|thanx|thks|tnx|many thx|sounds good|good bot|well done|good job|good work|nice work|brilliant|wow|whoa|hm|hmm|hmmm|mhm|uh huh|aha|ah|oh|oh well|no worries|np|never mind|nevermind|nvm
  |all good|that's all|that is all|that was all|nothing else|that's it|sorry|oops|ups|my bad|please|right|exactly|indeed|of course|fine|makes sense|amazing|love it|roger|noted|deal|done
  |excellent|fantastic|wonderful|super|bravo|fair enough|no thanks|no thank you|yes please|sure thing|will do|good one|good point|whatever|good|very good|true|correct|not bad|cool cool|merci|top
  |jo|jep|jup|joa|passt|passt schon|alles gut|alles klar|na|na gut|na dann|mfg|lg|läuft|jawohl|genau|schon gut|stimmt|geht klar|in ordnung|gut so|freut mich|danke dir|danke ihnen|vielen lieben dank|lieben dank|ach so|achso
  |d'accord|ça marche|ça va|nickel|bien reçu|noté|merci bcp|pas de souci|pas de problème|ok merci|exactement|tant pis|mdr|ouais|oui oui
  |vale|listo|claro|claro que sí|perfecto|ok gracias|sin problema|no pasa nada|exacto|bien|muy amable|ya veo|dale|sale
  |va bene|figurati|certo|esatto|d'accordo|ok grazie|nessun problema|beleza|blz|tá bom|ta bom|obg|vlw|certo|pois é|tranquilo|sem problemas|rsrs
  |ок|окей|окс|спс|ага|угу|ладно|ясно|ну ладно|хаха|лол|точно|конечно|не важно|неважно|пожалуйста|гаразд|добре|так|звісно|мерси
  |spoko|dzięki wielkie|okej|luz|dobra|no dobra|jasne|nie ma problemu|dokładnie|jo díky|dobře|jasně|v pohodě|přesně|oké|oksi|rendben|persze|pontosan|bine|în regulă|desigur|exact
  |oké|okej|visst|precis|inga problem|ingen orsak|fint|greit|helt greit|selvsagt|helt i orden|selvfølgelig|selvä|juu|okei|ei mitään|totta|bedankt hoor|prima|oke dan|geen probleem|helemaal goed|klopt|d'acord
  |οκ|οκέι|εντάξει|τέλεια|σωστά|ακριβώς|μάλιστα|tamam|tmm|tamamdır|tşk|eyv|olur|peki|aynen|sorun değil|اوك|اوكي|أوكي|تمام|حسنا|طيب|ماشي|باشه|اوکی|مشکلی نیست|אוקיי|אוקי|סבבה|בסדר|יאללה|ठीक है|ठीक|ओके|अच्छा|सही है|हाँ जी
  |sip|oke siap|siap|okee|baiklah|ya sudah|wkwk|vâng|dạ|được|ừ|ok nhé|โอเค|ได้|ได้ครับ|ได้ค่ะ|ครับผม
  |okです|おk|おけ|おっけー|オッケー|オーケー|うん|ええ|なるほど|そうですか|そうだね|ㅇㅋ|ㅇㅇ|ㅋㅋ|ㅋㅋㅋ|ㅎㅎ|넵|넹|응|그래|그렇군요|오케이|괜찮아요|嗯|嗯嗯|哈哈|哈哈哈|收到|行|可以|好吧|好滴|没事|ok了|是啊|原来如此`;

/** Greetings that end a conversation. */
export const FAREWELLS = `bye|bye bye|goodbye|good bye|see you|see you later|see ya|good night|have a nice day|take care|tschüss|tschüs|tschau|auf wiedersehen|bis bald|bis morgen|bis dann|gute nacht
  |adiós|adios|hasta luego|hasta mañana|hasta pronto|nos vemos|chao|au revoir|à bientôt|à plus|à plus tard|à demain|bonne nuit|bonne journée|bonne soirée|ciao ciao|arrivederci|buona notte|a presto|a domani
  |tchau|adeus|até logo|até amanhã|tot ziens|doei|do widzenia|na razie|pa pa|la revedere|pa|до свидания|пока|до завтра|до побачення|hoşça kal|hoşçakal|görüşürüz|iyi geceler|αντίο|γεια σου και αντίο|καληνύχτα
  |مع السلامة|إلى اللقاء|تصبح على خير|अलविदा|फिर मिलेंगे|tạm biệt|hẹn gặp lại|hej då|vi ses|farvel|ha det|näkemiin|さようなら|さよなら|またね|おやすみ|안녕히 계세요|안녕히 가세요|잘 가|再见|拜拜|晚安|再會|ลาก่อน`;

/** Whom people name behind a greeting or thanks. */
export const ADDRESSEES = `mate|man|dude|bro|buddy|pal|sir|madam|ma'am|dear|friend|my friend|all of you|you all|y'all|you guys|everybody|chief|boss|bot|assistant|ai|robot|again|so far|now|then|for now|today|dir|euch|ihnen|leute|freunde|zusammen|chef
  |a toi|à toi|à vous|les amis|amigo|amiga|amigos|chicos|amici|ragazzi|pessoal|gente|mundo|друзья|ребята|друзі|kolego|przyjaciele|arkadaşlar|dostum|hocam|abi|يا صديقي|أصدقائي|دوستان|חברים|दोस्त|दोस्तों|भाई|teman|kak|bạn ơi|nhé|hoor|jongens|vrienden
  |venner|vänner|ystävät|φίλε|φίλοι|さん|皆|各位|朋友`;
