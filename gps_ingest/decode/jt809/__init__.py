"""JT/T 809, the protocol between platforms, as the upper platform reads and speaks it: editions 2011 and 2019. Pure.

How sure each fact is:

sure       framing, escapes, CRC, length, encryption, the 2019 header and 0x1202: real frames of a running platform, encrypted
           with M1, IA1, IC1 that are public, read as they should (SmallChi/JT809, `GuoJian001Test.cs`); the text of the 2019
           edition agrees (a public transcription, wonderfulyeah/iot-v-jt809, `docs/jt809-2019协议.md`)
agreed     the 2011 bodies: alike in more than three public programs (SmallChi/JT809, superkit01/jt809, Yordroid/jt809_server),
           the text itself was not read
assumed    that the 2011 date and time are GMT+8, as those of JT/T 808 are: all programs treat them so, none cites it
"""
