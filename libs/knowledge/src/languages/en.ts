import type { LanguageWords } from './language-words.js';

const AUXILIARIES =
  "is are was were am do does did has have had can could will would should shall must may might isn't aren't don't doesn't didn't".split(
    ' ',
  );
const MODALS = "do can could would will should have has may must shall don't can't won't".split(' ');
/** A statement that begins with one of the verbs has another subject: `Will is our accountant`, `May is warm`. */
const SUBJECTS =
  'i you we he she it they there the a an this that these those my your our his her its their any anyone anybody someone somebody everyone'.split(
    ' ',
  );

export const en: LanguageWords = {
  functionWords: `a about above after again against ain't all also am an and any are aren't as at be because been before
    being below between both but by can can't could couldn't did didn't do does doesn't doing don't down during each few
    for from further had hadn't has hasn't have haven't having he he's her here here's hers herself him himself his how
    how's i i'd i'll i'm i've if in into is isn't it it's its itself just let's me more most my myself no nor not now of
    off on once only or other our ours ourselves out over own same she she's should shouldn't so some such than that
    that's the their theirs them themselves then there there's these they they'd they'll they're they've this those
    through to too under until up upon us very was wasn't we we'd we'll we're we've were weren't what what's when when's
    where where's which while who who's whom whose why why's will with won't would wouldn't you you'd you'll you're
    you've your yours yourself yourselves shall cannot many much s t d ll re ve please`,
  asks: [
    'which|why|how many|how much|how long|how often|how far|how old|how big|how to|how come|how about|what about|what time|what kind',
    "whats|whos|any idea|any news|anyone know|anybody know|does anyone|i wonder|wondering|is|are|was|were|does|did|isn't|aren't|doesn't|didn't",
    ...['what', 'what else', 'when', 'where', 'who', 'whom', 'how', 'whose'].flatMap((asked) =>
      AUXILIARIES.map((verb) => `${asked} ${verb}`),
    ),
    ...['what', 'where', 'when', 'who', 'how', 'why'].map((asked) => `${asked}'s`),
    ...MODALS.flatMap((verb) => SUBJECTS.map((subject) => `${verb} ${subject}`)),
  ].join('|'),
  requests: `name a|name an|name one|name the|name some|can you tell|could you tell|would you tell|tell me|tell us|tell about|explain|describe|summarize|summarise|outline|define|clarify|elaborate|show me|show us|give me
    |give us|list all|list the|list me|list|find me|find out|find|look up|remind me|remind us|let me know|help me|teach me
    |read me|compare|translate|write me|write a|write an|draft a|draft an|draft me|say something|talk about|walk me through|fill me in
    |i want to know|i'd like to know|i would like to know|i need to know|i want to hear|i'd like to learn|i would like to learn|i'd like to hear|i would like to hear
    |i want information|i need information|i'm looking for|i am looking for|i was wondering|quote the|quote me|quote from|recap|sum up|search for|search the|search our
    |i'd love to hear|i would love to hear|i'd love to know|would love to know|i would love to know|i'd appreciate
    |i would appreciate|it would be great to know|it would be nice to know|it'd be great to know|you should tell me
    |you should explain|let's talk about|let us talk about|let's discuss|share what|i wish to know|i want to learn
    |i want to understand|i want to ask|i'd like to ask|i would like to ask|i'd like to understand|i would like to understand
    |i'd like to see|i want to see|i'd like information|i would like information|get me|say more|enlighten me|educate me
    |inform me|expand on|let me see|let me hear|let me understand|rephrase|reword|paraphrase|simplify|i'm wondering
    |i am wondering|advise me|give details|give information|run me through|take me through|brief me|hit me with
    |what's the deal with`,
  needs: `i need|we need to know|i require|need info|need information|need help with|i have a question|i have questions
    |i've got a question|i got a question|my question is|my question concerns|a question about|question about|questions about
    |i'm interested in|i am interested in|i'm curious|i am curious|curious about|looking for|searching for|i'm searching for
    |i am searching for|info on|info about|information on|information about|details on|details of|details about|more about
    |more info|more information|i don't understand|i do not understand|i don't get|i'm asking|i am asking|i asked|i was asking
    |i'm trying to|i am trying to|trying to find|trying to understand|i don't know|i do not know|i can't remember
    |i don't remember|i'm not sure|i am not sure|not sure|no idea|unsure about|next question|one more question|another question`,
  pleas: `please|pls|plz|asap`,
  wishes: `check|look up|look at|get|find|repeat|go over|go through|read|break down|pull up|bring up|provide|what the|what your|what our|what my|what is|when the|when your
    |where the|how the|why the|can i|could i|may i`,
  wishEndings: `for me|for us|with me|with us|to me|to us|is|are|was|were|cost|costs|opens|closes`,
  courtesies: `please|pls|plz|kindly|ok|okay|well|so|now|and|but|also|then|sorry|excuse me|assistant|bot|ai|just|quick question|again
    |by the way|btw|actually|maybe|do|you should|you must|you may|you could|remember to|i want you to|i need you to|i'd like you to|i would like you to
    |it would be great if you could|be so kind as to|feel free to|try to|go ahead and|as i said`,
  greetings: `hi|sup|wassup|gm|gn|cu|brb|take care|hey you|later|laters|hello|hey|hiya|howdy|yo|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|morning
    |evening|greetings|welcome|bye|goodbye|good bye|see you|see you later|see ya|good night|have a nice day
    |have a good day|nice to meet you|hi all|hi everyone|hello everyone|hello all|hey everyone|hey all|hi team|hello team|team|everyone|all|guys|folks`,
  thanks: `thanks|thank you|thx|ty|cheers|thanks a lot|thank you very much|thank you so much|many thanks|thanks so much|much
    appreciated|great|perfect|cool|nice|awesome|got it|understood|i see|alright|all right|very helpful|that helps
    |that helped|good to know|no problem|you're welcome|you are welcome|for your help|for the help|for that|for everything|a lot|very much|so much|yes|no|sure`,
  aboutYou: `who are you|what are you|what can you do|what do you do|how are you|how are you doing|how's it going|how is it going
    |what's up|are you a bot|are you a robot|are you human|are you a human|are you an ai|are you real|are you there
    |what is your name|what's your name|who made you|who built you|how do you work|what do you know|can you help me
    |can you help|what can i ask you|what can you help me with|how can you help me|do you speak english|which languages do you speak|are you chatgpt|what model are you|which model are you|how old are you`,
  pointing: `it its it's this that these those they them their theirs he him his she her hers there then one ones other others
    another else former latter same such`,
  goingOn: `and|but|or|so|then|what about|how about|what else|anything else|why|why not|how so|how come|since when|also|who else
    |more|tell me more|go on|really|which one|which ones|in what way|for example|until when`,
};
