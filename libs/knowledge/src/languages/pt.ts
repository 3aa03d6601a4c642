import type { LanguageWords } from './language-words.js';

export const pt: LanguageWords = {
  functionWords: `a à ao aos aquela aquelas aquele aqueles aquilo as às até com como contra da das de dela delas dele deles depois do
    dos e é ela elas ele eles em entre era eram essa essas esse esses esta está estamos estão estar estas estava estavam
    este esteja estes estou eu foi fomos for foram fosse fui há haja isso isto já lhe lhes lo mais mas me mesmo meu meus
    minha minhas vai vão muita muitas muito muitos na não nas nem no nos nós nossa nossas nosso nossos num numa o os ou para pela pelas pelo
    pelos por porque pode podem posso qual quais quando quanto quanta quantos quantas que quem são se seja sejam sem ser será
    serão seu seus sido só sob sobre somos sou sua suas também te tem têm temos tendo tenha tenho ter teu teus tinha
    tinham toda todas todo todos tu tua tuas um uma umas uns você vocês vos onde quê aonde cujo cuja pois deve devem devo
    algum alguma alguns algumas outro outra outros outras cada desde durante aqui ali lá favor houve`,
  asks: `o que|que|quê|quem|qual|quais|quando|quanto|quanta|quantos|quantas|onde|aonde|como|por que|por quê|porque|para que|a que|de
    que|em que|com quem|de quem|para quem|desde quando|até quando|de onde|podes|você pode|você poderia|você sabe
    |sabes|será que|alguém sabe|a que horas`,
  requests: `diga-me|diz-me|me diga|me diz|diga|explique|explica|explica-me|explique-me|me explique|me explica|descreva|descreve|conte-me
    |conta-me|me conte|me conta|fale-me|fala-me|me fale|fale sobre|fale|mostre-me|mostra-me|me mostre|mostre|dê-me|dá-me
    |me dê|me dá|liste|lista|enumere|resuma|resume|procure|encontre|ajude-me|ajuda-me|me ajude|me ajuda|traduza|traduz
    |compare|lembre-me|me lembre|defina|esclareça|indique|quero saber|queria saber|gostaria de saber|preciso saber
    |preciso de informações|estou procurando|procuro|me pergunto
    |me passa|me passe|passe-me|me mostra|me mostrem|me informa|me informe|informe-me|informa-me|poderia|poderias|pode me
    |podes me|me ensina|me ensine|detalhe|especifique|esclareça-me|repita|indique-me|indica-me|quero entender|quero conhecer
    |gostaria de entender|gostaria de conhecer|gostaria de ter|queria entender|queria perguntar|desejo saber|adoraria saber
    |vamos falar|envie-me|me envia|me envie`,
  needs: `preciso|preciso de|precisava|eu preciso|tenho uma dúvida|tenho dúvidas|tenho uma pergunta|minha pergunta|minha dúvida
    |uma pergunta sobre|uma dúvida sobre|dúvida sobre|pergunta sobre|informações sobre|informação sobre|informações de
    |info sobre|detalhes sobre|mais informações|me interessa|me interessam|interessa-me|interessam-me|estou interessado
    |estou interessada|tenho interesse|não entendo|não entendi|não compreendo|não sei|à procura|estou à procura|busco
    |estou curioso|estou curiosa`,
  pleas: `por favor|se faz favor|obrigado|obrigada|pfv|pf`,
  courtesies: `por favor|se faz favor|ok|bem|bom|então|e|mas|desculpe|desculpa|com licença|de novo|outra vez|aliás`,
  greetings: `olá|ola|oi|bom dia|boa tarde|boa noite|adeus|tchau|até logo|até amanhã|até breve|bem-vindo|olá a todos|oi gente|saudações
    |a todos|e aí|tudo bem`,
  thanks: `obrigado|obrigada|muito obrigado|muito obrigada|valeu|agradeço|ótimo|perfeito|excelente|entendi|percebi|de nada|muito bem
    |certo|sim|não|pela ajuda|pela sua ajuda|por tudo`,
  aboutYou: `quem é você|quem és tu|quem és|quem é|o que você é|o que você pode fazer|o que podes fazer|o que você faz|como vai
    |como você está|como estás|tudo bem com você|você é um robô|és um robô|você é humano|qual é o seu nome|qual é o teu nome
    |como você se chama|como te chamas|você pode me ajudar|pode me ajudar|podes ajudar-me|como você funciona|quem te criou|quem criou você|você está aí`,
  pointing: `ele ela eles elas lhe lhes isto isso aquilo esse essa esses essas este esta estes estas aquele aquela ali
    lá aí outro outra outros outras mesmo mesma dele dela deles delas disso disto nisso`,
  goingOn: `e|mas|ou|então|e quanto a|e o|e a|que tal|por que|por quê|por que não|o que mais|quem mais|desde quando|mais|sério|por exemplo|até quando`,
};
