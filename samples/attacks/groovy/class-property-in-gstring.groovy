body."${'class'}".name
