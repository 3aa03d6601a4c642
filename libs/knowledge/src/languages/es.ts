import type { LanguageWords } from './language-words.js';

export const es: LanguageWords = {
  functionWords: `a al algo alguna algunas alguno algunos algún ante antes aquel aquella aquellas aquellos aquí así aunque bajo bien
    cada como con contra cual cuales cualquier cuando cuanto de del desde donde durante e el él ella ellas ellos en
    entre era eran eras eres es esa esas ese eso esos esta está estaba estaban estado estamos están estar estas este esto
    estos estoy fue fueron fui ha haber había habían han hasta hay he hemos hubo la las le les lo los me mi mí mis mucho
    muchas muchos muy más nada ni no nos nosotros nosotras nuestra nuestras nuestro nuestros o os otra otras otro otros
    para pero poco por porque pueda puede pueden puedes puedo pues que quien quienes se sea sean ser será serán si sí sido
    siendo sin sino sobre sois somos son soy su sus suya suyo tal también tan tanto te tenía tiene tienen tienes tener
    tengo ti todo todos toda todas tu tú tus tuvo tuvieron va van un una unas uno unos usted ustedes y ya yo qué quién quiénes cuál cuáles
    cuándo cuánto cuánta cuántos cuántas dónde cómo adónde debe deben debo según tras hacia cuya cuyo cuyas cuyos mientras fuera ahí
    allí hace q k xq sólo solo favor podría podrían haya hayan`,
  asks: `qué|que|quién|quien|quiénes|quienes|cuál|cual|cuáles|cuales|cuándo|cuando|cuánto|cuanto|cuánta|cuántos|cuántas|cuantos
    |cuantas|dónde|donde|adónde|cómo|como|por qué|por que|para qué|a qué|de qué|en qué|con qué|a quién|de quién|con quién
    |a q hora|q hora|q es|xq|pq|desde cuándo|hasta cuándo|de dónde|a cuánto|puedes|podrías|sabes|en cuál|en cuántos|sabe alguien|alguien sabe|a qué hora`,
  requests: `dime|díme|dígame|digame|dinos|explica|explique|explícame|explicame|explíqueme|describe|describa|descríbeme|cuéntame
    |cuentame|cuénteme|háblame|hablame|hábleme|muéstrame|muestrame|muéstreme|enséñame|dame|deme|lista los|lista las|lista el|lista la|lista todos|lista todas|enumera|enumere
    |resume|resuma|resúmeme|busca|busque|encuentra|ayúdame|ayudame|ayúdeme|traduce|traduzca|compara|compare|recuérdame
    |recuérdeme|define|defina|indica|indícame|indíqueme|aclara|aclare|quiero saber|quisiera saber|me gustaría saber|necesito saber|quiero conocer
    |quisiera conocer|me gustaría conocer
    |necesito información|busco|estoy buscando|me pregunto|hazme saber|hágame saber
    |detállame|detalle|infórmame|informame|infórmeme|facilítame|facilíteme|pásame|pasame|páseme|me puedes|me podrías|me podría
    |me puede|puedes decirme|puede decirme|podrías decirme|acláreme|aclárame|coméntame|hable de|hablemos|proporcióname|repíteme
    |enséñeme|explícanos|cuéntanos|cuéntenos|quiero información|quisiera información|me gustaría entender|me gustaría tener
    |quiero entender|quisiera entender|quiero preguntar|quería saber|quería preguntar|deseo saber|deseo conocer|desearía saber
    |me encantaría saber`,
  needs: `necesito|me hace falta|me hacen falta|tengo una pregunta|tengo preguntas|tengo una duda|tengo dudas|mi pregunta
    |una pregunta sobre|pregunta sobre|información sobre|información de|info sobre|informacion sobre|detalles sobre|detalles de
    |más información|me interesan|me interesa|estoy interesado|estoy interesada|no entiendo|no comprendo|no sé|busco
    |estoy buscando|ando buscando|tengo curiosidad|ni idea`,
  pleas: `por favor|porfa|porfavor|gracias`,
  courtesies: `por favor|porfa|porfavor|ok|vale|bueno|pues|y|pero|entonces|perdón|perdona|perdone|disculpa|disculpe|otra vez|de nuevo|oye|oiga`,
  greetings: `hola|buenas|buenos días|buenos dias|buenas tardes|buenas noches|buen día|saludos|adiós|adios|hasta luego|hasta mañana
    |hasta pronto|nos vemos|bienvenido|bienvenidos|hola a todos|hola a todas|qué tal|a todos|chao`,
  thanks: `gracias|muchas gracias|mil gracias|muchísimas gracias|te lo agradezco|se lo agradezco|genial|perfecto|estupendo|muy bien
    |entendido|entiendo|de acuerdo|de nada|excelente|sí|no|por tu ayuda|por su ayuda|por la ayuda|por todo`,
  aboutYou: `quién eres|quien eres|quién es usted|qué eres|qué puedes hacer|que puedes hacer|qué puede hacer|qué haces|cómo estás
    |como estas|cómo está|cómo está usted|qué tal estás|eres un robot|eres un bot|eres humano|eres humana|eres una ia
    |cómo te llamas|como te llamas|cómo se llama usted|cuál es tu nombre|puedes ayudarme|me puedes ayudar|cómo funcionas|quién te creó
    |quién te hizo|estás ahí|en qué puedes ayudarme|hablas español|qué sabes`,
  pointing: `él ella ellos ellas le les esto eso ese esa esos esas este esta estos estas aquel aquella aquello ahí
    allí otro otra otros otras mismo misma su sus suyo suya dicho dicha entonces`,
  goingOn: `y|e|pero|o|entonces|qué hay de|y qué|qué pasa con|por qué|por qué no|qué más|quién más|desde cuándo|más|cuál de|de verdad
    |en serio|por ejemplo|hasta cuándo`,
};
