import type { LanguageWords } from './language-words.js';

export const id: LanguageWords = {
  functionWords: `ada adalah agar akan akankah anda antara apa apabila apakah apaan atas atau bagaimana bagi bahwa banyak begitu belum berapa
    bersama bila bisa bisakah boleh bukan dalam dan dapat dari daripada dengan di dia dulu hanya harus hingga ia ini itu
    jadi jangan jika juga kalau kalian kami kamu kapan karena ke kemana kenapa kepada ketika kita lagi lah lain lalu lebih
    maka mana masih mau melalui memang mengapa mereka merupakan namun nya oleh pada paling para pun pernah saat saja saling
    sama sampai sangat saya se sebagai sebab sebelum sebuah secara sedang sejak selain selama semua seorang seperti serta
    sesudah setelah setiap siapa sini situ suatu sudah supaya tanpa tapi telah tentang terhadap tetapi tiap tidak tolong
    untuk yaitu yakni yang adanya dimana darimana aku itulah tersebut mohon`,
  asks: `apa|apakah|siapa|siapakah|kapan|kapankah|di mana|dimana|dari mana|darimana|ke mana|kemana|mengapa|kenapa|bagaimana|gimana|berapa
    |mana|yang mana|bisakah|bolehkah|adakah|haruskah|jam berapa|pukul berapa|sejak kapan|sampai kapan|untuk apa|dengan siapa
    |pada tahun berapa|tahun berapa|ada yang tahu`,
  asksWithin: `apa saja|berapa|kapan|siapa`,
  requests: `ceritakan|beritahu|beri tahu|beritahukan|jelaskan|terangkan|gambarkan|tunjukkan|perlihatkan|berikan|beri saya|sebutkan|daftarkan
    |ringkas|ringkaskan|rangkum|carikan|cari|temukan|bantu saya|bantu|terjemahkan|bandingkan|ingatkan|definisikan|katakan
    |tolong|saya ingin tahu|saya mau tahu|aku ingin tahu|saya perlu tahu|saya mencari|saya penasaran|kasih tahu
    |jabarkan|uraikan|paparkan|bicarakan|bahas|rincikan|perjelas|info dong`,
  needs: `saya butuh|saya perlu|saya membutuhkan|saya memerlukan|aku butuh|aku perlu|butuh info|butuh informasi
    |saya punya pertanyaan|saya ada pertanyaan|ada pertanyaan|pertanyaan saya|pertanyaan tentang|pertanyaan mengenai
    |informasi tentang|informasi mengenai|informasi soal|info tentang|info soal|detail tentang|lebih lanjut tentang
    |saya tertarik|saya tidak mengerti|saya tidak tahu|mau tanya|saya mau tanya|saya ingin bertanya|mencari`,
  pleas: `tolong|dong|terima kasih|makasih`,
  courtesies: `tolong|mohon|silakan|ok|oke|baik|jadi|dan|tapi|maaf|permisi|sekali lagi|ngomong-ngomong`,
  greetings: `halo|hai|hei|selamat pagi|selamat siang|selamat sore|selamat malam|pagi|siang|sore|malam|assalamualaikum|sampai jumpa
    |selamat tinggal|dadah|selamat datang|halo semua|semua|semuanya`,
  thanks: `terima kasih|terimakasih|makasih|terima kasih banyak|trims|bagus|sempurna|baik|mengerti|saya mengerti|paham|sama-sama|kembali|ya|tidak
    |atas bantuannya|banyak|mantap|oke`,
  aboutYou: `siapa kamu|siapa anda|kamu siapa|anda siapa|kamu apa|apa yang bisa kamu lakukan|apa yang bisa anda lakukan|apa kabar
    |bagaimana kabarmu|apakah kamu robot|apakah kamu bot|kamu robot|apakah kamu manusia|siapa namamu|siapa nama anda
    |bisakah kamu membantu saya|bisa bantu saya|bisakah anda membantu|siapa yang membuatmu|bagaimana cara kerjamu`,
  pointing: `dia ia mereka itu ini tersebut nya situ sana lain lainnya sama begitu demikian`,
  goingOn: `dan|tapi|tetapi|atau|lalu|terus|jadi|bagaimana dengan|gimana dengan|kalau|kenapa|mengapa|kenapa tidak|apa lagi|siapa lagi|sejak kapan|benarkah|misalnya`,
};
