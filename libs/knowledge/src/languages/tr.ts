import type { LanguageWords } from './language-words.js';

export const tr: LanguageWords = {
  functionWords: `acaba ama ancak aslında az bana bazı belki ben benden beni benim bile bir birçok biri birkaç biz bizden bize bizi bizim bu
    buna bunda bundan bunlar bunu bunun burada çok çünkü da daha de defa değil diğer diye dolayı en fakat gibi göre hangi
    hangisi hem hep hepsi her herhangi herkes hiç hiçbir için ile ilgili ise işte kaç kadar karşı kendi kendine ki kim kime
    kimi kimin kimler kimse mı mi mu mü mıdır midir mudur müdür misin mısın musun müsün musunuz mısınız misiniz müsünüz nasıl
    ne neden nedeniyle nedir nelerdir nerede nereden nereye neresi neyi niçin niye o olan olarak olduğu olduğunu oldu olmak
    olup olur on ona onda ondan onlar onlara onları onların onu onun orada oysa öyle rağmen sana sanki sen senden seni
    senin siz sizden size sizi sizin sonra şey şu şunu şunlar tarafından tüm üzere var ve veya veyahut vardı ya yani yapılan yok zaten
    zaman kaçta kaçıncı lütfen edilir edilmiştir etmek eden idi olacak olması`,
  asks: `ne|neden|nedir|nasıl|nerede|nereden|nereye|neresi|neler|kim|kime|kimi|kimin|kimler|hangi|hangisi|kaç|kaçta|niçin|niye`,
  askEndings: `mı|mi|mu|mü|mıdır|midir|mudur|müdür|mısın|misin|musun|müsün|mısınız|misiniz|musunuz|müsünüz|mıyım|miyim|muyum|müyüm
    |mıyız|miyiz|nedir|nerede|nereden|ne zaman|nasıl|neden|kim|kimdir|kaç|kaçtır|nelerdir|hangisi|hangisidir|ne kadar|var mı|nerededir
    |mıydı|miydi|ne|kaçta|kimindir`,
  asksWithin: `ne zaman|ne kadar|nasıl|nerede|nereye|nereden|hangi|kaç|kim|kimin|niçin|mı|mi|mu|mü`,
  requests: `bana anlat|anlat|açıkla|bana söyle|söyle|tarif et|göster|listele|özetle|bul|ara|yardım et|çevir|karşılaştır|hatırlat|tanımla
    |anlatsana|söylesene|bilgi ver|detay ver`,
  requestEndings: `anlat|anlatın|anlatır mısın|anlatır mısınız|açıkla|açıklayın|açıklar mısın|açıklar mısınız|söyle|söyleyin|söyler misin
    |söyler misiniz|bahset|bahsedin|tarif et|tarif edin|göster|gösterin|listele|listeleyin|sırala|sıralayın|özetle|özetleyin
    |bul|bulun|ver|verin|bilgi ver|bilgi verin|yardım et|yardım edin|çevir|çevirin|karşılaştır|karşılaştırın|hatırlat
    |hatırlatın|tanımla|yaz|bilmek istiyorum|öğrenmek istiyorum|merak ediyorum|arıyorum|bilmem gerekiyor`,
  needs: `bir sorum var|sorum şu|sorum|merak ettiğim`,
  needEndings: `ihtiyacım var|sorum var|sorum olacaktı|sorularım var|anlamıyorum|bilmiyorum|ilgileniyorum|ilgimi çekiyor
    |bilgi almak istiyorum|bilgi almak isterim|bilmek isterim|öğrenmek isterim|bilgi istiyorum|hakkında bilgi`,
  pleas: `lütfen|teşekkürler|rica ediyorum`,
  courtesies: `lütfen|tamam|peki|ve|ama|pardon|affedersiniz|tekrar|bir daha|bu arada`,
  greetings: `merhaba|merhabalar|selam|selamlar|günaydın|iyi günler|iyi akşamlar|iyi geceler|tünaydın|hoşça kal|hoşçakal|güle güle|görüşürüz
    |hoş geldiniz|hoş geldin|herkese merhaba|selamün aleyküm|alo|millet`,
  thanks: `teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağ ol|sağol|sağ olun|eyvallah|süper|harika|mükemmel|güzel
    |anladım|tamamdır|rica ederim|bir şey değil|evet|hayır|yardımın için|yardımınız için`,
  aboutYou: `kimsin|sen kimsin|kimsiniz|siz kimsiniz|nesin|sen nesin|ne yapabilirsin|neler yapabilirsin|ne yapabilirsiniz|ne yapıyorsun
    |nasılsın|nasılsınız|bot musun|robot musun|insan mısın|sen bir robot musun|adın ne|adınız ne|ismin ne|bana yardım edebilir misin
    |yardım edebilir misin|yardımcı olabilir misin|nasıl çalışıyorsun|seni kim yaptı|orada mısın`,
  pointing: `o onu ona onun ondan onda onlar onları onların onlara bu bunu buna bunun bundan bunda bunlar bunları bunların şu şunu şunun orada
    orası burada diğer diğeri başka aynı öyle böyle`,
  goingOn: `ve|ama|ya|peki|peki ya|o zaman|neden|neden olmasın|niye|başka|başka ne|başka kim|ne zamandan beri|daha|gerçekten|mesela|hangisi`,
};
