import type { LanguageWords } from './language-words.js';

export const fr: LanguageWords = {
  functionWords: `à a ai ait alors après as au aucun aucune aura auront aussi autre autres aux avaient avais avait avant avec avez
    avoir avons bien c ça car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de
    depuis des dès dont du elle elles en encore entre es est et étaient étais était étant été êtes être eu eux fait faire
    fut furent ici il ils j je jusqu jusque l la là le les leur leurs lors lorsque lui m ma mais me même mêmes mes moi
    moins mon n ne ni non nos notre nous on ont ou où par parce pas pendant peut peuvent peux plus pour pourquoi qu quand
    que quel quelle quelles quels quelque quelques qui quoi s sa sans se sera seront ses si sinon soi soient sois soit
    sommes son sont sous suis sur t ta te tes toi ton tous tout toute toutes très tu un une va vont vers voici voilà vos votre
    vous y combien lequel laquelle lesquels lesquelles puis peu donc doit doivent dois faut afin selon jusqu'à est-ce`,
  asks: `qui|que|qu'est-ce|qu|quoi|quel|quelle|quels|quelles|quand|où|pourquoi|comment|combien|est-ce|est-il|est-elle|sont-ils
    |y a-t-il|peut-on|peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|puis-je|as-tu|avez-vous|a-t-on|a-t-il|savez-vous
    |sais-tu|lequel|laquelle|lesquels|lesquelles|à quelle|à quel|de quel|de quelle|dans quel|dans quelle|en quelle|en quoi
    |à quoi|de qui|avec qui|pour qui|à qui|depuis quand|jusqu'à quand|doit-on|dois-je|est ce que|qu'est ce que|c'est quoi|c'est quand|c'est où|faut-il`,
  requests: `m'indiquer|m'expliquer|m'informer|m'aider|me dire|me donner|me renseigner|me préciser|me montrer|me parler|nous indiquer|nous dire|dis-moi|dis moi|dites-moi|dites moi|explique|expliquez|explique-moi|expliquez-moi|décris|décrivez|raconte|racontez
    |parle-moi|parlez-moi|montre-moi|montrez-moi|donne-moi|donnez-moi|liste|listez|résume|résumez|trouve|trouvez|cherche
    |cherchez|aide-moi|aidez-moi|traduis|traduisez|compare|comparez|rappelle-moi|rappelez-moi|indique-moi|indiquez-moi
    |définis|définissez|énumère|énumérez|précise|précisez|je veux savoir|je voudrais savoir|j'aimerais savoir|je souhaite savoir|je souhaiterais savoir
    |je veux connaître|je voudrais connaître
    |j'aimerais connaître|je souhaite connaître|je souhaiterais connaître|je me demande|je cherche|j'ai besoin d'informations|faites-moi savoir|fais-moi savoir
    |renseignez-moi|renseigne-moi|merci de m'|merci de me|merci de nous|merci d'expliquer|merci d'indiquer|veuillez m'
    |veuillez me|veuillez indiquer|veuillez expliquer|veuillez préciser|informe-moi|informez-moi|parle de|parlez de|parlons
    |détaille|détaillez|détaille-moi|détaillez-moi|présente-moi|présentez-moi|éclaire-moi|éclairez-moi|envoie-moi|envoyez-moi
    |apprends-moi|clarifie|clarifiez|j'aimerais comprendre|je voudrais comprendre|j'aimerais avoir|je voudrais avoir
    |je souhaite obtenir`,
  needs: `j'ai besoin|il me faut|il me faudrait|j'ai une question|j'ai des questions|j'aurais une question|ma question
    |une question sur|question sur|infos sur|info sur|informations sur|information sur|des informations sur|des infos sur
    |détails sur|plus d'informations|je m'intéresse|ça m'intéresse|je suis intéressé|je suis intéressée|je ne comprends pas
    |je comprends pas|je ne sais pas|je sais pas|je cherche|je recherche|à la recherche|je suis curieux|je suis curieuse
    |aucune idée`,
  pleas: `s'il vous plaît|s'il te plaît|s'il vous plait|s'il te plait|svp|stp|merci`,
  courtesies: `s'il vous plaît|s'il te plaît|s'il vous plait|s'il te plait|svp|stp|merci de|ok|d'accord|alors|bon|et|mais|pardon|excusez-moi
    |excuse-moi|désolé|encore|au fait|veuillez`,
  greetings: `bonjour|bonsoir|salut|coucou|bonne nuit|bonne journée|bonne soirée|au revoir|à bientôt|à plus|à plus tard|à demain|bienvenue|bonjour à
    tous|bonjour tout le monde|salut à tous|hello|à tous|tout le monde|adieu`,
  thanks: `merci|merci beaucoup|merci bien|mille mercis|un grand merci|super|parfait|génial|très bien|bien|compris|je vois|de rien
    |je vous remercie|je te remercie|excellent|beaucoup|oui|non|pour votre aide|pour ton aide|pour l'aide`,
  aboutYou: `qui es-tu|qui êtes-vous|qui es tu|qui êtes vous|que peux-tu faire|que pouvez-vous faire|qu'est-ce que tu peux faire
    |que sais-tu faire|comment vas-tu|comment allez-vous|ça va|comment ça va|es-tu un robot|êtes-vous un robot
    |es-tu humain|comment t'appelles-tu|comment vous appelez-vous|quel est ton nom|quel est votre nom|peux-tu m'aider
    |pouvez-vous m'aider|comment fonctionnes-tu|qui t'a créé|tu es qui|vous êtes qui|es-tu là|parlez-vous français`,
  pointing: `il ils elle elles lui leur eux celui-ci celle-ci ceux-ci celui celle ceux celles cela ça ceci ce cet
    cette ces là autre autres même mêmes celui-là celle-là son sa ses`,
  goingOn: `et|mais|ou|alors|qu'en est-il|et pour|pourquoi|pourquoi pas|comment ça|quoi d'autre|qui d'autre|depuis quand|plus|encore
    |vraiment|par exemple|lequel|laquelle`,
};
