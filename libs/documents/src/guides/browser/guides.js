import './copy.js';
import './search.js';
