"""The verification label (核验标贴): what is printed beside a sign so that anybody can tell whether it is genuine and in force."""
