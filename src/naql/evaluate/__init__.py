"""How good a reading is: records compared with those a careful reader made."""
