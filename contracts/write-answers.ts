import { writeAnswers } from './answers.ts';

writeAnswers();
