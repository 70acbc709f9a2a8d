"""What others have published of themselves: not run here, on other sound, and so no more than a bearing."""

from __future__ import annotations

WAKE = "Picovoice/wake-word-benchmark, by a vendor"
INTENT = "Picovoice/speech-to-intent-benchmark, by a vendor"

PUBLISHED = f"""### Published by others (not run here, on other sound)

| what | figure | source |
| ---- | ------ | ------ |
| Porcupine, wake word, noise at 10 dB | 2.7 % missed at 1 false alarm in 10 hours | {WAKE} |
| Snowboy, the same | 31.9 % missed | the same |
| PocketSphinx, the same | 52.0 % missed | the same |
| openWakeWord, its aim | under 5 % missed, under 0.5 false alarms an hour | dscripka/openWakeWord, README |
| Rhino, commands, cafe and kitchen noise | 98.5 % right at 15 dB, 93.5 % at 6 dB | {INTENT} |
| Amazon Lex, the same | 84.5 % right, mean of 6 to 24 dB | the same |
| Google Dialogflow, the same | 77.6 % right, mean of 6 to 24 dB | the same |
"""
